"""SPI: the police's new cases and the court's results, in XML between police and magistrates' courts."""
