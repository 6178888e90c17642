"""The words of schedules and settings, in the form of `lexicon`."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from functools import cache

from bot.coaching.checkin.cells import Lexicon
from bot.coaching.checkin.lexicon import read_tables

_WHEN = """
DAYNAME 0: monday, mondays, mon, mo, m, mondy, lundi, montag, moday, mnday
DAYNAME 1: tuesday, tuesdays, tue, tues, tu, teusday, tusday, tuseday, dienstag
DAYNAME 2: wednesday, wednesdays, wed, weds, we, w, wednsday, wensday, wedneday, wendsday, mittwoch
DAYNAME 3: thursday, thursdays, thu, thur, thurs, th, thrusday, thusday, thirsday, donnerstag
DAYNAME 4: friday, fridays, fri, fr, f, firday, freitag
DAYNAME 5: saturday, saturdays, sat, sa, saterday, satuday, samstag
DAYNAME 6: sunday, sundays, sun, su, sonday, sonntag
DAYSET 024: mwf, m w f
DAYSET 13: tth, tuth, t th
DAYSET 135: tuthsa, tthsa
DAYSET 01234: weekdays, wkdays, wkday, mtwtf, every weekday, each weekday, on weekdays, working days, work days,
    workdays,
    week days, during the week, all weekdays, weekday, every working day, every work day
DAYSET 56: weekend, wkend, wkends, weekends, the weekend, at the weekend, on weekends, on the weekend, both weekend
    days
DAYSET 0123456: every day, daily, everyday, each day, all days, any day, seven days, 7 days, all week, all 7 days, every
    single day, all seven days, 7 days a week, seven days a week, whole week
OTHERDAYS: other days, rest of the week, remaining days, every other day easy, all other days, the rest, everything
    else, the others, all others, other weekdays, rest easy
EXCEPT: except, but not, apart from, not on, excluding, besides, but, other than, not
OFF: off, rest, rest day, no run, no running, free, nothing, day off, no runs, complete rest, full rest, none,
    resting
SAMETIME: same time, at the same time, same hour, the same time
ALL: all, always, each, every run, all runs, all of them, everything, both, each run, each one
MONTHNAME 1: january, jan, januar
MONTHNAME 2: february, feb, febuary, februari
MONTHNAME 3: march, mar, märz
MONTHNAME 4: april, apr
MONTHNAME 5: may, mai
MONTHNAME 6: june, jun, juni
MONTHNAME 7: july, jul, juli
MONTHNAME 8: august, aug
MONTHNAME 9: september, sep, sept
MONTHNAME 10: october, oct, oktober
MONTHNAME 11: november, nov
MONTHNAME 12: december, dec, dezember
NTH: st, nd, rd, th
NTHWEEK 1: first, 1st
NTHWEEK 2: second, 2nd
NTHWEEK 3: third, 3rd
NTHWEEK 4: fourth, 4th
NTHWEEK -1: last
WEEKS: week, weeks, wk, wks, weks
DAYS: day, days
MONTHS: month, months
YEARS: year, years
TODAYWORD 0: today, tonight
TODAYWORD 1: tomorrow, tmrw, tmr
NEXTWORD: next, this, this coming, coming
AM: am, a m, in the morning, morning, mornings, before work, before breakfast, o clock in the morning, early, at
    dawn
PM: pm, p m, in the evening, evening, evenings, in the afternoon, afternoon, afternoons, after work, at night,
    tonight, night, in the night, after dinner, at the evening, in evening
NOON 1200: noon, midday, mid day, lunchtime, lunch, lunch time, lunch break, at lunch
NOON 0: midnight
OCLOCK: oclock, o clock, uhr, hundred hours, hundred
HALFPAST: half past, half
QUARTERPAST: quarter past, a quarter past, quarter after
QUARTERTO: quarter to, a quarter to, quarter of, quarter before, a quarter before
PASTTO past: past, after
PASTTO to: to, before
UNTIL: until, till, til, back on, back, through, thru, up to, returning, return, returning on, back from, home on,
    home
FORSPAN: for, next
"""

_WHAT = """
TYPE hard: hard, intervals, interval, tempo, track, threshold, hills, hill, speed, speedwork, speed work, fartlek,
    quality, workout, vo2, vo2max, reps, repeats, hill repeats, hill reps, interval session, interval run, track
    session, tempo run, threshold run, fast, club session, speed session, sessions on the track, hill session,
    hard run, hard session, key session, cruise intervals, strides session, race pace, marathon pace, mp,
    lactate, yasso, interval training, hill sprints, sprints, hills session, sweetspot, tempos, hard one,
    quality run, ladder, hard runs, progression
TYPE easy: easy, recovery, jog, jogging, recovery run, recovery jog, easy run, slow, shakeout, shake out, base, steady,
    easy jog, light, gentle, aerobic, conversational, z2, zone 2, zone two, easy runs, relaxed, maintenance,
    parkrun, chill, commute, run commute, short, slow run, short run, easy one, easy peasy, normal, regular, run
    club social, social run, shakeout run, regeneration, regen
TYPE long: long, long run, longrun, long one, long slow, lsr, long slow run, long run day, long runs, lsd, big run,
    longer run, longest run, longer, big one
RUNWORD: run, runs, running, ran, miles run
GYMWORD: gym, lift, lifting, strength, weights, weight training, strength training, strength days, gym days, train,
    training, session, sessions, workouts, gym session
KG: kg, kgs, kilo, kilos, kilograms, kilogram
LB: lb, lbs, pound, pounds
SEC: s, sec, secs, second, seconds
MIN: min, mins, minute, minutes, mn, minuts, minuten
HOUR: h, hr, hrs, hour, hours, hs
KM: km, kms, k, kilometre, kilometres, kilometer, kilometers, ks
MILE: mi, mile, miles, miler
METRE: m, metre, metres, meter, meters
AND: and, n, plus, und
OR: or
TO: to, thru, through
FROM: from
AT: at, @, around, about
IN: in, within
OF: of
DIST 42.2: marathon, full marathon, full, marathons, maraton
DIST 21.1: half marathon, half, half mara, hm, half-marathon, halfmarathon, 13 1 miles, halfmaraton, half maraton, half
    mara
DIST 5: parkrun, park run
NORACE: no race, no races, none, nothing, no race planned, not racing, no race yet, nothing booked, no plans, no
    race date, dont have one, no event, nope, no, not yet, nothing planned, no races planned, no race coming, no
    race in sight, no goal race
NONE: off, none, never, no, nope, no reminder, no reminders, disable, dont, turn it off, turn off, stop, not at
    all, no thanks, disabled, switch off, mute, nothing, no message, no messages, dont send, without, nah,
    silent, skip
NOIDEA: no idea, none, not sure, dont know, i dont know, unknown, skip, no clue, nothing, never tested, havent
    tested, dunno, not known, never lifted, new to this, never done it, idk, no lifts, beginner, never tested
    any, no numbers, nope, no
"""

_MOVE = """
MOVED: moved, move, moves, shifts, swaps, switches, slides, moving, shift, shifted, shifting, pushed, push,
    pushing, swapped to, postponed, postpone, bumped, bump, rescheduled, reschedule, changed, switch to, put,
    brought forward, pulled forward, goes, going, now on, is on, will be, to be, transfer, delayed, delay,
    slide, slid, drag, brought, bring, do, doing, did, happening, happens, switched, rearranged, swap, shuffled,
    became
CANCEL: cancelled, canceled, cancel, skip, skipping, off, drop, dropping, dropped, scrap, scrapped, no, not running,
    isnt happening, not happening, called off, wont, cant, skipped, is off, ditch, ditching, binned, out, not
    doing, without, canned, miss, missing, not possible, leave out
SWAP: swap, swapping, switch, switching, exchange, trade, swapped, switched, flip, change places
INSTEAD: instead of, rather than, not, in place of
INSTEADEND: instead
BECOMES: becomes, become, turns into, turn into, into, as, is now, now, changed to, change to, will be, is going to
    be, make, making, made, turned into, swap for, replaced by, replace with, swapped for, replaced with,
    downgraded to, downgrade to, turning into, to an, to a, for an, just, only, to be
"""

_KIT = """
KIT barbell: barbell, barbells, olympic bar, squat rack, rack, barbel
KIT barbell+pullup_bar: bar, bars
KIT dumbbells: dumbbells, dumbbell, dbs, db, dumbells, dumbell, dumb bells
KIT kettlebell: kettlebell, kettlebells, kb, kbs, kettle bell, kettle bells, kettle
KIT bands: bands, band, resistance bands, resistance band, elastic, mini band, mini bands, loop band, elastics, rubber
    band, elastic bands, elastic band, theraband
KIT pullup_bar: pull up bar, pullup bar, pull up bars, chin up bar, chinning bar
KIT bench: bench, benches, box, step
KIT ham_machine: ham machine, leg curl machine, hamstring machine, curl machine, hamstring curl machine, leg
    curl, ham curl
    machine, hamstring curl, machines, machine
KIT plate: plate, plates, weight plates, weight plate
KIT cable: cable, cables, cable machine, cable station
KIT anchor: anchor, nordic anchor, nordic strap
KIT roller: roller, foam roller
KIT dumbbells+barbell+kettlebell+plate: weights, weight
NOKIT: no equipment, no kit, nothing, without equipment, no gear, bodyweight only, bodyweight, body weight, just
    bodyweight, only bodyweight, just my body, just me, zero equipment, no weights at all, no stuff, body weight
    only, equipment free, floor only, just floor, only the floor
NOTHAVE: no, without, not, dont have, havent got, taken, missing, broken, minus, lacking, aint got, do not have,
    isnt, w o, cant use, in use, no access to, unavailable, forgot, occupied, out of order, is taken, are taken,
    all taken
HAVE: with, have, only, just, got, there is, theres, there are, use, using, has, found, equipped with, only got, but
PLACE hotel: hotel, hotel gym, hotel room, airbnb, hostel, motel, travelling, traveling, on the road, travel
PLACE home: home, at home, house, living room, my flat, apartment, garage, bedroom, my place, my parents, flat
PLACE outdoors: park, outdoors, outside, garden, playground, beach, backyard
PLACE office: office, at work
PLACE gym: gym, the gym
SHORT: short on time, in a hurry, quick, short
"""

_AWAY = """
REASON ill: ill, sick, flu, cold, covid, fever, unwell, bug, stomach bug, poorly, under the weather, food poisoning,
    virus, sinus infection, tonsillitis, man flu, not well, feeling rough, corona, infection, throwing up,
    vomiting, sickness, sore throat, chest infection, down with, norovirus, came down, migraine, the lurgy,
    bronchitis, pneumonia, cough, gastro, krank
REASON holiday: holiday, holidays, vacation, vacay, away, travelling, traveling, trip, travel, on leave, annual leave,
    honeymoon, skiing, ski trip, camping, abroad, hols, city break, cruise, urlaub, visiting, break, time off,
    wedding, festival, business trip, conference
REASON injury: injured, injury, hurt, sprained, sprain, pulled, strained, broke, broken, twisted, torn, strain,
    fracture,
    surgery, operation, stress fracture, rolled, tweaked, physio says, physio said, physio, tendinitis, shin
    splints
REASON other: busy, work, exams, family, moving house, baby, pause, paused, pausing, break from training,
    deadline, exam,
    funeral, off, out, not training, no training, stopping, unavailable, offline, jury duty, newborn, moving,
    crunch, kids
"""

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = """
    tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
""".split()
_ORDINALS = "\n".join(
    (
        *(f"ORD {day}: {word}" for day, word in enumerate(_ONES[4:], 5)),
        *(f"ORD {day}: {word}" for day, word in enumerate(_TEENS, 10)),
        *(f"ORD {20 + day}: twenty {word}" for day, word in enumerate(_ONES, 1)),
        "ORD 30: thirtieth",
        "ORD 31: thirty first",
    )
)

KINDS = (
    """
    ORD SAMETIME HALFPAST QUARTERPAST QUARTERTO NOON DAYSET DAYNAME OTHERDAYS TODAYWORD MONTHNAME DIST TYPE KM
    MILE MIN HOUR SEC KG LB METRE AM PM OCLOCK NTHWEEK
    """
    "NTH WEEKS DAYS MONTHS YEARS NEXTWORD PASTTO AND OR TO FROM AT IN OF OFF EXCEPT ALL RUNWORD GYMWORD"
).split()


@cache
def plan_lexicon() -> Lexicon:
    """All of these phrases, built once."""
    return Lexicon(read_tables((_WHEN, _WHAT, _MOVE, _KIT, _AWAY, _ORDINALS)))
