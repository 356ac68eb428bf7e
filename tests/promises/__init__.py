"""One file a promise; its docstring is the promise in one sentence, its test the proof."""
