"""What people are called for short, for the register's aliases and the errors of clerks.

A list of its own: the product's list of variants is not read, so that neither can flatter the other.
"""

from __future__ import annotations

import random
from functools import cache

_SHORT = """alexander alex xander sandy|andrew andy drew|anthony tony ant|benjamin ben benny|charles charlie chas
christopher chris kit topher|daniel dan danny|david dave davey|dominic dom nic|edward ed ted eddie|francis frank
frederick fred freddie|gareth gaz|gary gaz|geoffrey geoff|george georgie|gerald gerry|gregory greg|harold harry
henry harry hal|jack jackie|jacob jake|james jim jimmy jamie|jeffrey jeff|jeremy jez jerry|john jack johnny
jonathan jon jonny|joseph joe joey|joshua josh|kenneth ken kenny|lawrence larry laz|leonard len lenny|matthew matt
michael mick mike mickey|mohammed mo|muhammad mo|nathan nate|nathaniel nate nat|nicholas nick nicky|oliver ollie
patrick pat paddy|peter pete|philip phil|raymond ray|reginald reg|richard rick dick rich|robert bob rob bobby
ronald ron ronnie|samuel sam sammy|sebastian seb|stephen ste steve|steven ste steve|stuart stu|terence terry tel
theodore theo ted|thomas tom tommy|timothy tim timmy|vincent vinny vince|walter wally|william bill will billy
zachary zac zack|abigail abby gail|alexandra alex sandra lexi|amanda mandy|angela angie|barbara babs barb
beverley bev|caroline carrie caz|catherine cath kate cathy|charlotte lottie charlie|christine chris chrissie
deborah deb debbie|dorothy dot dolly|eleanor ellie nell|elizabeth liz beth betty|emily em emmy|florence flo
frances fran frankie|gabrielle gabby|gillian gill|isabella bella izzy|jacqueline jackie|janet jan|jennifer jen jenny
jessica jess jessie|josephine jo josie|joanne jo|judith judy|katherine kate kath|kathleen kath kathy
kimberley kim|lauren loz|leanne lea|linda lin|lynda lyn|margaret maggie peggy meg|marie mari|michelle shell chelle
natalie nat|natasha tasha|nicola nicky|olivia liv livvy|pamela pam|patricia pat trish|penelope penny|philippa pippa
rachel rach|rebecca becky bex|rosemary rose rosie|samantha sam|sandra sandy|sarah sally|stephanie steph
susan sue susie|suzanne sue|tracey trace|teresa terri tess|theresa terri tess|valerie val|vanessa nessa
veronica ronnie|victoria vicky tori|yvonne von|zoe zo"""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in _SHORT.replace("\n", "|").split("|"):
        name, *short = line.split()
        found[name] = tuple(short)
    return found


def nickname(forename: str, draw: random.Random) -> str:
    """What somebody of this name may be called; empty where the list has none."""
    short = _table().get(forename.lower())
    return draw.choice(short).capitalize() if short else ""
