"""The command line: what it prints, how it is completed, what its pages say."""
