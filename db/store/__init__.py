"""Where rows are kept: engines, secrets, migrations, backup and change rows."""
