"""Who runs the network: ONNX Runtime or PyTorch, on which files and threads."""
