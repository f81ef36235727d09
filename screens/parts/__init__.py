"""Parts that screens are made of: table, box, fields, editor, blocks, timeline."""
