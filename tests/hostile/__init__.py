"""79 hostile dumps with what each must give (`manifest.json`, `README.md`), invented for such tests."""
