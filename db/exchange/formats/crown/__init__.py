"""Crown Court lists: daily, firm and warned, as XHIBIT writes them in XML and as PDDA writes them in JSON."""
