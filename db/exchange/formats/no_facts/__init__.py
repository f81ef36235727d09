"""What is known and brings no facts: other systems' own records, answers, registers and reference lists."""
