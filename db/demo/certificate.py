"""The certificate of a demo user who gets lists by mail: its key was thrown away, a trainer adds an own one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

FINGERPRINT: Final = "f45194ad26738b1f6d588f4726bdfcd63c35c96e5c3ef91330aa65f0112397c8"
STARTS: Final = datetime(2000, 1, 1, tzinfo=UTC)
ENDS: Final = datetime(2060, 1, 1, tzinfo=UTC)
PEM: Final = """\
-----BEGIN CERTIFICATE-----
MIIC4DCCAcigAwIBAgIEATHNjTANBgkqhkiG9w0BAQsFADAaMRgwFgYDVQQDDA9J
bnZlbnRlZCByZWFkZXIwIBcNMDAwMTAxMDAwMDAwWhgPMjA2MDAxMDEwMDAwMDBa
MBoxGDAWBgNVBAMMD0ludmVudGVkIHJlYWRlcjCCASIwDQYJKoZIhvcNAQEBBQAD
ggEPADCCAQoCggEBANy6PtkhJyy4VRDQAZaWnfyAPv6xafZCxr61NUydXChrTv59
XHa9RJjteoDZs3gIqiH19kLqmrFy47ELwtuavp+UB0H2vA116O2Mrj5xQYLHrPW3
l23KkWdBz6dKhGIlXPDvV4oc41JS05//tM+v3R7fN50UgGK0iYH+iXduBjg1MZyt
77VG82mXW2+UP0y2DMtkj8iTxd51rie2lgUVCHB4Ld4eEiJ903YXjTF47R32XHPp
L2ux5UOIxS6iiqxj13oaOTpllfKnqfwU+5lGUWVUmsxZaYU39BZpsQ8b7aQO3Ljm
2Wq8ptBQjRrbVyY4WVLB9fgx7/ylUGj8vpYyvcUCAwEAAaMsMCowKAYDVR0RBCEw
H4Edci50b2xsZXlAbWFpbC5leGFtcGxlLmludmFsaWQwDQYJKoZIhvcNAQELBQAD
ggEBAJdCYaUkO+U8xXr05ePqfyjbG8GN4N0xY+qhn0vvXN6mPQl2414AS7LPbubY
hR1N9IsB1IcKU9UrSdXgTvxTnfV/I67Y9GcXLaW3uH7zk8uw+coNG64gC68P72SU
9SQR2fgZQAx+sO2kn1R3HNAhJhe0bpr2XYHjYMpZ7clB+0BlwTooI1TjIdFxBFHa
Y5R2pUEnWlbih2Rh6fOepa1fJgwUDEDJdvOKQNO38uVptfJ18dCBBZLKU7hECpS0
EuE/EM4UW/hWz6/l6tMMesUp4rUPHbbmRSuigfbObV1ukiZmz7DJupAIGAZiyJZt
AlmTvak63Tcd7JhkaVAnF0WOEcU=
-----END CERTIFICATE-----
"""
