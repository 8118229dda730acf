"""The trained English pipeline: an encoder that tags, parses and finds names in one pass, run by ONNX Runtime."""
