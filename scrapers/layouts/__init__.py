"""How families of sites write their pages, dated versions inside."""
