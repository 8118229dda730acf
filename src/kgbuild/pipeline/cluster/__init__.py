"""The same build on a cluster of Dask: articles are read in partitions, identity is found in blocks, parts are written.

All that workers make lies as files on a shelf, a folder that all of them reach, each named by what it was made from:
what is there is not made again, and nothing large goes through the scheduler.
"""
