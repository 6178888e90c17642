"""The words of a report other than numbers and names: what kind of word each phrase is, and what it means.

One line a meaning: `KIND value: phrase, phrase, …`. The longest phrase at a place wins. A kind is a terminal of
`grammar.py`; a new phrase is one more entry here.
"""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Iterable
from functools import cache

from bot.coaching.checkin.scan import words_of

_UNITS = """
KG: kg, kgs, kilo, kilos, kilogram, kilograms, kilogramm, kilogramms, kilogramme, kilogrammes, kgm, keys, keelos
LB: lb, lbs, pound, pounds, pnds, lbz
SEC: s, sec, secs, second, seconds, sek, seks
MIN: min, mins, minute, minutes, mn, minuts, minutos, minuten
HOUR: h, hr, hrs, hour, hours, hs
EM: m
METRE: metre, metres, meter, meters, mtr, mtrs, mts
KM: km, kms, kilometre, kilometres, kilometer, kilometers, kay
MILE: mi, mile, miles
KAY: k
REPS: rep, reps, repetition, repetitions, repeticiones, repeats, r
SETS: set, sets, series, serie, rounds, round, serien
STEPS: step, steps, strides
SETS: st
"""

_SETS = """
SIDE: each leg, each side, each legs, each sides, per leg, per side, per legs, a leg, a side, es, e s, el, e l,
    each foot, per foot,
SIDE: every leg, every side, each arm, per arm, either side, each way, each direction, on each leg, on each side,
    on each, both legs, both sides,
SIDE: by leg, by side, for each leg, for each side, for leg, for side, pro side, pro leg, each calf, ps, p s, pl,
    p l, ea leg, ea side, per limb, each one leg
SIDE: one side and the other, left and right, l and r, l r, right and left, left and then right, one leg at a
    time, for every leg, for every side, on every leg, in each leg, in each side, with each leg, on both legs,
    on both sides, for both legs, for both sides, eachleg, eachside, perleg, perside
EACH: each, ea, apiece, e
HAND: each hand, per hand, in each hand, a hand, in every hand, every hand, per dumbbell, each dumbbell, per db,
    each db, ea hand, per kettlebell, each kettlebell, per kb, each kb, per bell, each bell, in both hands, both
    hands, per bag, by hand, in hand, on each hand, for each hand, for hand, each dumbell, per dumbell, in each
    arm, a piece
BELLS: dumbbells, dbs, kettlebells, db's, dumbells, dumbels, kbells, bells, hantels, dumb bells, dumbell's
BELL: dumbbell, db, kettlebell, kb, dumbell, dumb bell, kettle bell, kettle, bell, goblet
PAIR: pair of, a pair of, 2 times, two times, double, pair, two of
BW: bodyweight, bw, body weight, no weight, no weights, unweighted, without weight, without weights, unloaded,
    no load, no added weight, no extra weight, just bodyweight, only bodyweight, own weight, own body weight,
    own bodyweight, with my own weight, without load, body weight only, bodyweight only, b w, no dumbbells, no
    kg
TOTAL: total, alltogether, all togheter, alltogehter, in total, altogether, all together, combined, all in all, in
    all
SETNO: set number, set no, set
FIRSTSET: first set, 1st set, the first set, first one, set one
NEXTSET: second set, 2nd set, third set, 3rd set, fourth set, 4th set, fifth set, 5th set, next set, then one set
LASTSET: last set, the last set, final set, the final set, on the last, on the last set, on the last one, on last
    set, in the last set, in last set, last one, the last one, on the final set, for the last set, for last set
WARMUP: warm up, warmup, warmups, warm ups, warming up, warmed up, wu, ramp, ramp up, ramping, ramped, ramp ups,
    warm up sets, warmup sets, warm up set, warmup set, ramp sets, feeler, feelers, feeler set, w u, build up
    sets, build up, building up, warm, warmp up
WORKSETS: work, work sets, working sets, work set, working set, worksets, top set, top sets, main sets, main set, real
    sets, proper sets, workset, working
PLATES: plates, plate, plates a side, plates per side, plate a side, plate per side, plates each side, plate each
    side, plates on each side, plate on each side, plates either side
REST: rest, resting, rests, break, breaks, between sets, between, rested, pause between, recovery between, rest
    between, rest between sets, off between, in between, rec, recovery, pauses
TEMPO: tempo, eccentric, eccentrics, lowering, down, second hold at the top, pause, paused, hold at top, hold at
    the top, hold at the bottom, second pause, negatives, sec hold, second hold, on the way down, holds at top,
    isometric hold
RPE: rpe, rpes, r p e, rate of perceived exertion, perceived exertion, perceived effort, exertion
RIR: rir, reps in reserve, r i r, rirs
TANK: in the tank, in tank, left in the tank, in reserve, reps in the tank, reps left, rep left, left in me, more
    in me, reps in me, more reps in me, reps left in the tank, reps in reserve, rep in reserve, more in the
    tank, more reps in the tank, still in the tank, left over, spare, to spare, reps to spare, reps spare, in
    the bank, left in tank, reps left in tank, rep left in the tank, rep in the tank, more left, more reps left,
    more rep left, left, repetitions left, repetitions in reserve, repetitions in the tank, reps still in the
    tank, reps still left, on the tank, in the reserve, reps short of failure, from failure, reps from failure,
    off failure, shy of failure, reps shy of failure, rep shy of failure, reps off failure, in me, remaining,
    reps remaining, in my tank, reps in my tank, left in my tank, repetition left, repetition in the tank, reps
    reserve, reserve
COULD: could have done, couldve done, could do, could of done, could have done maybe, coulda done, could have got,
    couldve got, could have gotten, could have managed, couldve managed, had, couldve gotten, could have made,
    had maybe, was able to do, could have gone for, couldve gone for, could have squeezed out, could have
    squeezed, could have hit, could have pushed, could make, could have squeezed in, could still do, still could
    do, i could, left about, left, leaving, left maybe, with
NOTANK: nothing left, nothing left in the tank, nothing in the tank, no reps left, none left in the tank, empty
    tank, tank empty, tank was empty, zero left, none left, no reps in reserve, nothing in reserve, no reps in
    the tank, none in the tank
MORE: more, extra, another
EFFORT: effort, overall, session rpe, overall effort, effort level, overall rpe, overall effort level, session
    effort, workout effort, total effort, effort overall, exertion overall, intensity, overall intensity,
    difficulty, srpe, s rpe, overall difficulty, rating, session rating, overall session, workout rpe, whole
    session, whole workout, the whole thing, the whole session, the whole workout, whole thing, for the session,
    for the workout, for the whole session, for the whole workout, for the whole thing, entire workout, entire
    session, session was, workout was, session felt, workout felt, session felt like, felt like, workout felt
    like, whole thing felt like, day rpe, effort of the session, effort for the whole session, all together rpe,
    all in all effort, general effort, effort total, rpe overall, rpe total, rpe session, rpe for the session,
    rpe for the whole session, rpe for whole session, rpe for the workout, effort score, hardness, intensity of
"""

_WHOLE = """
STATUS done: done, finished, complete, completed, all done, did it, did everything, did it all, did all, did all of it,
    session complete, session done, workout done, workout complete, all complete, finished it, finished
    everything, got it done, got it all done, done and dusted, nailed it, crushed it, smashed it, ticked off,
    all ticked, ticked, all of it, everything done, all finished, completed everything, completed it, completed
    all, job done, all good and done, knocked it out, in the books, wrapped up, wrapped, session in, in the bag,
    done it, done all, did the whole thing, did the whole session, did the lot, whole lot done, full session,
    did the full session, did the session, did the workout, did my workout, did my session, did todays session,
    did todays workout, as planned, as prescribed, went to plan, according to plan, did it as written, as
    written, all sets done, all sets and reps, all boxes ticked, got through it, got through it all, got through
    everything, made it through, got through the whole thing, got through all of it, checked off, fertig, hecho,
    fini, did every set, did every exercise, all exercises done, finish, i finish, all finish, done done,
    completd, finito, bagged it, got er done, got it in, got everything in, got it all in, knocked out, workout
    finished, session finished, training done, training finished, did the training, did my training, made
    everything, made it all, i made all, i made everything, did all exercises, did all the exercises, made all
    exercises, gym done, strength done, lift done, ✅, ✔, ☑, 👍, 💪
STATUS partial: partial, partially, partly, half done, did half, half of it, did half of it, half the session,
    did half the
    session, half the workout, only half, cut it short, cut short, cut the session short, cut the workout short,
    didnt finish, did not finish, couldnt finish, could not finish, didnt finish it, did not finish everything,
    didnt finish everything, not everything, not all of it, not all, didnt do everything, did not do everything,
    most of it, did most of it, most of the session, most of the workout, some of it, did some of it, did part
    of it, part of it, part of the session, part of the workout, stopped early, stopped halfway, stopped half
    way, bailed, bailed early, bailed halfway, bailed out, had to stop, had to stop early, had to leave, had to
    leave early, left early, halfway, half way, only part, only some of it, only some, ran out of time, skipped
    the rest, skipped rest, didnt get through it, didnt get through everything, didnt get through it all, nearly
    all of it, almost everything, almost all of it, nearly everything, incomplete, unfinished, shortened, short
    version, did a short version, did the short version, half a session, half session, half workout, half a
    workout, did the first half, first half only, only the first half, quit early, gave up halfway, called it
    early, had to cut it short, did what i could, couldnt do everything, could not do everything, couldnt do it
    all, wasnt able to finish, not finished, not finish, not completed, not complete, i not finish, not the
    whole session, not the whole thing, didnt complete, did not complete, no time for the rest, no time for
    rest, missed the rest, missed a few, skipped a few, left the rest, dropped the rest, rest not done, rest
    skipped, didnt do the rest, did not do the rest, only did half, only managed half, only got half done, only
    got through half, got through half, managed half, managed most of it, got most of it done, did about half,
    about half of it, about half, stopped after, had to bail, pulled the plug, pulled the plug early
STATUS skipped: skipped, couldnt face it, rest day, restday, skip, skipped it, skipped today, skipping, skipping
    today, skipping it, skipped
    everything, skipped
    the session, skipped the workout, skipped gym, skipped the gym, skipped the whole thing, skipped all of it,
    skipped it all, skipped the lot, skipped workout, skipped session, skipped training, didnt do it, did not do
    it, didnt go, did not go, didnt train, did not train, didnt lift, did not lift, didnt make it, did not make
    it, didnt happen, did not happen, didnt work out, did not work out, didnt workout, didnt get to it, didnt do
    the session, didnt do the workout, did not do the session, did not do the workout, didnt do my workout,
    didnt do my session, didnt do anything, did not do anything, did nothing, didnt go to the gym, did not go to
    the gym, didnt make it to the gym, couldnt make it, could not make it, couldnt make it to the gym, couldnt
    train, couldnt go, couldnt do it, could not do it, could not train, missed it, missed the session, missed
    the workout, missed today, missed gym, missed the gym, missed my session, missed my workout, missed
    training, missed workout, missed session, no gym, no gym today, no workout, no workout today, no session, no
    session today, no training, no training today, no lifting today, no strength today, no lifting, not today,
    not done, not happening, not done today, wasnt able to train, took a rest day, took the day off, rest day
    instead, rested instead, day off, took a day off, blew it off, bailed on it, gave it a miss, gave the gym a
    miss, gave it a skip, passed on it, passed today, nope, no go, did none of it, none of it, not trained, no
    training done, i no train, not do today, i not do, i not go, not go gym, not go to gym, scrapped it,
    scrapped the session, canned it, sacked it off, binned it, sat it out, sat this one out, cancelled,
    canceled, called it off, dropped the session, dropped it today, skiped, did not train today, never made it,
    never made it to the gym, never got to it, never went, never happened, left it today, left it out today, no
    time to train, no time for gym, no time for the gym, no time today, skipping gym, skipping the gym, skipping
    the session, skipping the workout, gonna skip, going to skip, ill skip, will skip, had to skip, had to skip
    it, had to skip today, had to skip the session, had to skip the workout, have to skip, decided to skip,
    decided to skip it, chose to skip, had to miss it, had to miss, had to miss today
FEEL easy: easy, easily, easier, piece of cake, a breeze, breeze, too light, way too easy, super easy, too easy, felt
    light, comfortable, comfortably, a doddle, doddle, walk in the park, no sweat, could do it all again, not
    hard, wasnt hard, not too hard, not that hard, not so hard, wasnt too hard, wasnt that hard, effortless,
    cruised, cruised through, cruisy, child's play, childs play, light work, was light, light today, felt light
    today, flew through, easy peasy, peasy, cakewalk, not difficult, wasnt difficult, not challenging,
    undemanding, a cinch, cinch, easypeasy, ez, too simple, super light, very light, not heavy, no trouble, no
    trouble at all, no bother, barely broke a sweat, barely felt it, gentle, chill, felt like nothing, like
    nothing
FEEL good: good, great, awesome, amazing, fantastic, excellent, strong, solid, nice, nicely, super, perfect, wonderful,
    brilliant, lovely, fine, went well, went great, smooth, smoothly, went smoothly, not bad, loved it, loving
    it, enjoyed it, enjoyed, enjoyable, happy, pleased, felt super, felt amazing, felt awesome, on fire today,
    best session, fab, fabulous, sweet, superb, terrific, ace, cracking, felt nice, not too bad, wasnt bad,
    wasnt too bad, pretty decent, decent, really good, very good, so good, felt fresh, fresh, energised,
    energized, buzzing, pumped, felt powerful, powerful, unreal, epic, stellar, mint, grand, bueno, felt like a
    beast, beast mode, wasnt too shabby, dialled in, dialed in, satisfying, felt okay, was okay, went okay, felt
    ok
FEEL hard: hard, tough, brutal, too heavy, felt heavy, was heavy, heavy, so heavy, really heavy, very heavy, killer,
    killed me, rough, difficult, struggled, struggle, struggling, a struggle, a grind, grind, grindy, grinder,
    ground out, gruelling, grueling, horrible, awful, terrible, hell, hellish, too much, murder, murderous,
    nearly killed me, almost killed me, killing, not easy, wasnt easy, not that easy, not so easy, challenging,
    demanding, intense, exhausting, crushing, crushed me, destroyed, destroyed me, wrecked, wrecked me, wiped me
    out, wiped out, taxing, beast of a session, a beast, savage, sluggish, felt terrible, felt awful, felt
    rough, nasty, toughest, hardest, harder, tougher, no joke, kicked my butt, kicked my ass, kicked my arse,
    ass kicker, too hard, super hard, really hard, very hard, so hard, pretty hard, way too hard, way too heavy,
    heavy as hell, felt horrible, not great, wasnt great, felt weak, weak, felt bad, bad, went badly, badly,
    grim, slog, a slog, slogged, dying, died, dead, i died, suffer, suffered, suffering, suffer fest,
    sufferfest, ouch, painful session, pesado, barely made it, barely survived, only just made it, only just
    survived, near failure, maximal, hit me hard, worked me, cooked, toast, smoked, smoked me, gassed,
    knackered, battered, shattered, hammered, grinding
FORM: form broke down, form slipped, form broke, form went, form slip, form slipping, lost form, lost my form,
    form fell apart, form was bad, form was off, form was gone, form was slipping, form was breaking down, form
    was breaking, form was falling apart, form deteriorated, form got sloppy, form was sloppy, sloppy form, bad
    form, poor form, form was poor, form got ugly, form got bad, form was ugly, ugly form, form failed, form
    went to pieces, form went out the window, form went downhill, form suffered, form collapsed, form breakdown,
    form break down, form breaking down, form breaking, form not good, form was not good, form wasnt good, form
    wasnt great, form was not great, form not great, form got messy, messy form, form was messy, form got shaky,
    form was shaky, form shaky, form gone, technique slipped, technique broke down, technique went, technique
    was bad, technique fell apart, technique was sloppy, bad technique, technique was off, technique suffered,
    technique not good, technique was not good, technique got sloppy, technique deteriorated, technique was
    gone, technique failed, technique was poor, poor technique, technique collapsed, technique broke, lost
    technique, lost my technique, the form slipped, form crumbled, technique crumbled, form started to slip,
    form started slipping, form started to break down, form started breaking down, form started to go, form
    started going, form began to slip, form was going, form was all over the place, form all over the place,
    form dropped off, form dropped, rounded my back, my back rounded, back was rounding, back started rounding,
    back started to round, back rounding, rounded back, back rounded, knees caved, knees were caving, knees
    caving, knees caved in, knees started caving, hips sagged, hips were sagging, hips sagging, hips started
    sagging, hips dropped, form degraded, form lapsed, form was lost, form loss, form off, form sloppy, form
    bad, form poor, form ugly, form fell off, form breaks down, form breaks, form came apart, form
    disintegrated, form unravelled, form unraveled, form went to hell, form went to shit, form gave out, form
    wobbled, form wobbly, form was wobbly, form got wobbly, form faded, form got loose, form loosened, loose
    form, cheated the last, cheated a bit, cheated, form went south, form went to pot, technique slipping,
    technique was slipping, form a bit off, form was a bit off, form not perfect, form not so good, form was not
    so good, lost the form, lose the form, lose form, losing form, losing my form
FORMOK: form held, form held up, form was good, form good, good form, form solid, form was solid, form stayed, form
    stayed solid, form stayed good, form great, form was great, great form, form ok, form was ok, form fine,
    form was fine, form never slipped, form didnt slip, form did not slip, form never broke, form never broke
    down, form didnt break down, form did not break down, no form breakdown, form perfect, form was perfect,
    form clean, form was clean, clean form, solid form, perfect form, nice form, form tight, form was tight,
    technique good, technique was good, good technique, technique held, technique solid, technique was solid, in
    good form, form hasnt slipped, form didnt break, form did not break, form not slipped, without losing form,
    without form slipping, before form slipped, before my form slipped, before form went, before form broke
    down, before form breaks, form didnt slip once, form on point, form was on point, in form, on form, no form
    slip, no form slips, no form issues, form didnt suffer, form didnt fall apart, form dialled, strict form, no
    slip in form, form better, form was better, form much better, form is better, form felt good, form felt
    solid, form felt great, working on form, work on form, focus on form, focused on form, focusing on form,
    focussed on form, form check, form cues, application form
SLEPT: slept, sleep, of sleep, hours sleep, asleep, sleeping, slept for, slept only, slept about, slept like, in
    bed, shut eye, shuteye, kip, sleeps
WEIGHED: weighed, woke up at, waking weight, weighed in, weigh in, weighed in at, bodyweight today, body weight
    today, scale said, scales said,
    scale says, scales say, the scale said, the scales said, on the scale, on the scales, i weigh, weigh,
    weighing, weighing in, weight this morning, morning weight, my weight, bodyweight this morning, body weight
    this morning, bodyweight is, bodyweight was, body weight is, body weight was, weight today, my weight is, my
    weight was, my bodyweight is, my bodyweight, my body weight, my body weight is, body mass, bodymass, body
    mass is, scale, scales, scale showed, scales showed, the scale showed, scale reads, scale read, weight is,
    weight was, weighs, bw today, bw this morning, bw am, bw now, weighin, weigh ins, weight now, current
    weight, i am weighing, stepped on the scale, i weighed, weighted in, weigh in at, weight check, tipped the
    scales, tipped the scales at, weighed myself, weighed myself at, i weighted
RAN: ran, run, runs, jog, jogged, jogging, running, parkrun, park run, trot, trotted, easy run, recovery run,
    long run, tempo run, intervals, tempo, treadmill, track, fartlek, morning run, evening run, lunch run,
    shakeout, shake out, shakeout run, warm up run, easy jog, recovery jog, went for a run, did a run, did my
    run, easy miles, easy km, jog home, runned, did run, progression run, steady run, steady, strides run
SORE: sore, soreness, doms, leg soreness, leg sore, sore legs, legs sore, muscle soreness, leg doms, muscle sore,
    stiff and sore, tender legs, aching legs, achy legs
LEGS: leg, legs, thighs, thigh, lower body, muscles
EXCEPT: all but, all but the, everything but, everything except, all except, except, except for, excepting, all
    apart from, everything apart from, apart from, everything bar, all bar, bar the, minus, minus the, other
    than, all besides, besides, everything besides, all the exercises except, all the exercises but, everything
    minus, all minus, save for, all save, everything other than, barring, the lot except, the lot but,
    everything without, all without, without, wo, excluding, but not, but not the, but no, done but no, not the,
    sans, aside from, everything aside from, all aside from, did everything but, did everything except, did all
    but, did all except, every exercise except, every exercise but, the lot bar, whole session except, whole
    session but, full session except, full session but, full session minus, session minus, but without, all
    exercises but, all exercises except, all of it except, all of it but, all less, less the, exept, exept for,
    everything exept, all exept, excepted
SKIPX: skipped, skip, skipping, skipped the, left the, so left, left out, left out the, leave out, leaving out,
    dropped the, dropped, dropping, missed the, missed, missed out, missing, omitted, omit, ommitted, didnt do,
    did not do, didnt do the, did not do the, didnt get to, did not get to, didnt manage, did not manage,
    couldnt do, could not do, couldnt manage, couldnt do the, no time for, ran out of time for, not enough time
    for, had no time for, no energy for, out of time for, forgot, forgot the, forgot to do, cut the, cut out,
    cut out the, passed on, passed on the, bailed on, bailed on the, gave up on, no, zero, instead of, instead
    of the, in place of, rather than, never got to, never got to the, never did, never did the, ditched, ditched
    the, binned, binned the, sacked off, sacked off the, sacked off, avoided, avoided the, avoiding, i not do,
    not do, not did, no did, didnt have time for, no time for, no time left for, ran out of time for,
    did not have time for, didnt have time for the, do not do,
    dont do, had to skip, had to leave out, had to drop, had to cut, had to miss, without doing, without doing
    the, scrapped the, scrapped, stopped before, stopped before the, not done the, haven't done, didnt make,
    leave, left off, left off the, axed, axed the, chopped, nixed, canned, canned the, gave the, knocked the
NOTDONE: skipped, left out, not done, didnt happen, did not happen, missed, dropped, omitted, no, nope, not today,
    nothing, cut, left undone, had to go, out, forgotten, forgot, got skipped, was skipped, were skipped, got
    cut, got dropped, got left out, didnt make it, had to be skipped, were left out, was left out, were missed,
    will have to wait, fell off, got the chop, got binned, not possible, was not possible, skip, didnt get done
CORR: no wait, wait no, wait, sorry, i mean, i meant, make that, actually, correction, scratch that, or rather,
    rather, oops, no sorry, sorry no, no actually, actually no, erm no, uh no, um no, my bad, meant, no i mean,
    no make that, make it, strike that, whoops, ah no, oh no, oh wait, no no, typo, should be, should say,
    should have been, i should say, wait sorry, oh sorry, no it was, no that was, no that was, wait that was,
    wait it was, sorry it was, no i meant, sorry i mean, sorry i meant, sorry that was, sorry make that, wait
    make that, wait i mean, let me correct, correct is, let me correct that, correcting, hang on, hold on,
    excuse me, pardon, sorry wrong, wrong, ah sorry, actually it was, actually that was, was actually, were
    actually, it was actually, that was actually, no wait it was, no wait that was, hmm no, nope sorry, oops no,
    i tell wrong, i say wrong, i wrote wrong, change that to, change to, edit, no hang on, no hold on, er no, uh
    no wait, um wait, ignore that, ignore that it was, scrap that, scrap that it was, scratch that it was, disregard
    that, forget that, forget that it was, strike that it was
TOOK: took, alltogether, altogether, totally, all together, took me, done in, in about, duration, lasted, total
    time, session time, workout time, all in, whole thing took, whole session took, session took, workout took,
    time, in total, in all, total duration, gym time, finished in, took about, took around, session length,
    length, for a total of, all done in, completed in, out in, in and out in, session lasted, workout lasted, it
    took, it took me, took us, was in there, start to finish, door to door, wall clock, elapsed, took just, took
    only, spent
IN: in, inside, within, under, over
"""

_DAYS = """
DAY today: today, tonight, this morning, this evening, this afternoon, just now, this lunchtime, this am, this pm,
    earlier today, earlier, todays
DAY -1: yesterday, yday, last night, last nights, yesterdays, yest, yesterday evening, yesterday morning,
    yesterday night, yesterday afternoon, ystrday, day before, the day before, yesturday, yesteday, ysterday
DAY -2: day before yesterday, the day before yesterday, before yesterday
AGO: days ago, day ago, nights ago
FUTURE: tomorrow, next, until, till, since, see you, by, upcoming, coming, planned, plan, planning, tmrw, tmr, race
    on, race, before, every, will, gonna, going to, from, after
WEEKDAY 0: monday, mondays, mon, mo
WEEKDAY 1: tuesday, tuesdays, tue, tues
WEEKDAY 2: wednesday, wednesdays, wed, weds, wednsday, wensday
WEEKDAY 3: thursday, thursdays, thu, thur, thurs, thrusday
WEEKDAY 4: friday, fridays, fri
WEEKDAY 5: saturday, saturdays, sat
WEEKDAY 6: sunday, sundays, sun
LASTWEEK: last, this past, past
MONTH 1: january, jan
MONTH 2: february, feb
MONTH 3: march, mar
MONTH 4: april, apr
MONTH 5: may
MONTH 6: june, jun
MONTH 7: july, jul
MONTH 8: august, aug
MONTH 9: september, sep, sept
MONTH 10: october, oct
MONTH 11: november, nov
MONTH 12: december, dec
AMPM: am, pm, oclock, o clock, uhr
"""

_BODY = """
AREA knee: knee, knees, kneecap, kneecaps, patella, it band, itb, itbs, itbands, meniscus, mcl, acl, patellar, patellar
    tendon, kneecap tendon, runners knee, jumpers knee, pfps, patellofemoral, knie, iliotibial band, popliteal,
    kness, kne
AREA shin: shin, shins, shin splints, shin splint, tibia, shinbone, tibial, shin bone, tib, tibialis
AREA achilles: achilles, achilles tendon, ankle, ankles, achillies, achille, achilis
AREA foot: foot, feet, heel, heels, arch, toe, toes, big toe, plantar, plantar fascia, plantar fasciitis, metatarsal,
    metatarsals, sole, forefoot, midfoot, ball of my foot, ball of the foot, ball of foot, instep, pf, arches,
    fascia
AREA calf: calf, calves, calfs, soleus, gastroc, gastrocnemius
AREA hamstring: hamstring, hamstrings, hammy, hammies, hams, hammie, hamstr, hamstring tendon, high hamstring, hammys
AREA quad: quad, quads, quadricep, quadriceps, quadracep, quadraceps, front of my thigh, front of thigh
AREA hip: hip, hips, glute, glutes, hip flexor, hip flexors, piriformis, butt, buttock, buttocks, bum, glute med,
    trochanter, psoas, outer hip, glut, gluteus, si joint, sacroiliac
AREA groin: groin, groins, adductor, adductors, inner thigh, inner thighs, groyne
AREA low_back: low back, lower back, lumbar, back, lowback, spine, lowerback, sacrum, tailbone, lumbar spine, lowback,
    lower spine, qls, disc
AREA shoulder: shoulder, shoulders, rotator cuff, rotator, delt, delts, deltoid, ac joint, shoulder joint,
    shoulder blade
AREA elbow: elbow, elbows, tennis elbow, golfers elbow
AREA neck: neck, cervical
AREA other: wrist, wrists, hand, thumb, finger, fingers, forearm, forearms, bicep, biceps, tricep, triceps, chest, rib,
    ribs, jaw, pec, pecs, trap, traps, lat, upper back, mid back, middle back, abs, ab, stomach, abdomen, belly,
    obliques, oblique, thoracic, collarbone, peroneal, peroneals
NOTBACK: back to, back at, back home, back in, back from, back on, came back, come back, get back, got back, going
    back, back again, back off, backed off, back up, back into, back after, back for, going back, bounce back,
    bounced back, way back, pay back, paying back, back and forth, welcome back, back out, scaled back, hold
    back, held back, holding back, dial back, dialled back, dialed back, pulled back, cut back, step back, look
    back, looking back, write back, text back, im back, i am back, feels good to be back, good to be back, back
    then, back with, full back, back extension, back extensions, sat back, back soon, be back, on the other
    hand, by hand, in hand, second hand, hand in, on foot, first hand, at hand, head to toe, toe the line, heart
    of, in the arch, under my belt, ab wheel, neck and neck, hip hop, shoulder to shoulder, tip toe, cold feet,
    behind my back, back of my mind, back of the gym, right at the back, stab in the back, watch your back, pat
    on the back, monkey off my back, back burner, at the back, in the back, on my back, on your back, flat back,
    straight back, neutral back, off my feet, on my feet, on their feet, my own two feet, back to back, back
    down, got my back, back is straight, back flat, back straight, has my back, hip circle
SIDEWORD left: left, l, lt, lft, l, left hand side, left side
SIDEWORD right: right, r, rt, rght, right hand side, right side
SIDEWORD both: both, bilateral, either
PAIN: pain, pains, painful, hurt, hurts, hurting, ache, aches, ached, achy, aching, niggle, niggles, niggly,
    niggling, niggled, twinge, twinges, twinging, twingy, tweak, tweaked, tweaky, strain, strained, sprain,
    sprained, sharp, stabbing, stab, pinch, pinching, pinchy, pinched, irritated, irritation, irritating,
    inflamed, inflammation, grumbling, grumbly, grumble, grumbled, grumpy, cranky, angry, complaining,
    complains, complained, moaning, barking, nagging, nags, acting up, playing up, flared, flared up, flaring,
    flare up, flaring up, flare, throbbing, throbs, throb, throbbed, not happy, unhappy, bothering, bothered,
    bothers, bugging, bugs, bugged, annoying, annoyed, tendinitis, tendonitis, tendinopathy, rolled, twisted,
    injured, injury, discomfort, uncomfortable, dodgy, ouchy, grouchy, griping, whining, whiny, crampy pain,
    jabbing, shooting, shooting pain, burning pain, stinging, stings, tender, pulled, tore, torn, tear, gave
    out, giving me trouble, giving me grief, giving me gyp, gives me trouble, gave me trouble, gave me grief,
    trouble, troubling, not right, not quite right, feels off, felt off, feels wrong, felt wrong, pian, paine,
    painfull, painfully, pain is, dolor, schmerz, talking to me, speaking to me, chirping, chirpy, chatting,
    screaming, protesting, not loving, not liking, didnt like, doesnt like, did not like, didnt love, sensitive,
    problem, issue, issues, problems, warning me, murmuring, whispering, whinging, whingeing, jarred, jarring,
    jolt, zing, zinging, zap, clicky and painful, hurted, paining, pained, pains me, gives pain, made pain, make
    pain, has pain, a bit iffy, iffy, wonky, twang, twanged, pang, pangs, yelling at me, shouting at me,
    yelling, shouting, hurty, tweaking, not great, felt bad, feels bad, is bad, was bad, griped, gripe, moaned,
    not good, feels weird, felt weird, felt funny, feels funny
TIGHT: tight, tightness, stiff, stiffness, stiffened, tightened, knot, knotty, tightened up, stiffened up, cramp,
    cramped, cramps, cramping
NOPAIN: no pain, pain free, painfree, painless, without pain, no pains, zero pain, no issues, no niggles, no aches,
    no hurt, no discomfort, didnt hurt, doesnt hurt, did not hurt, does not hurt, dont hurt, no trouble, not
    painful, not hurting, isnt hurting, no twinge, no twinges, no complaints, not sore, no soreness, not a peep,
    no problem, no problems, no niggle, didnt complain, no grumbles, no grumbling, no more pain, no longer
    hurts, no longer painful, stopped hurting, pain gone, pain is gone, pain has gone, pain went away, no knee
    pain, nothing hurts, nothing hurt, nothing hurting, didnt bother me, didnt bother, doesnt bother me, doesnt
    bother, not bothering, didnt grumble, isnt sore, wasnt sore, wasnt painful, isnt painful, pain at all, was
    quiet, quiet, behaved, behaving, all good, feels fine, felt fine, is fine, was fine, feels good, felt good,
    is good, was good, fine, ok, felt ok, feels ok, much better, better, feels great, felt great, happy, feels
    better, felt better, solid, strong, perfect, held up, holding up, recovered, healed, pain no, none
NOTPAIN: no pain no gain, till it hurt, until it hurt, till it hurts, until it hurts, laughed till, laughing till, so
    hard it hurt, pain in the ass, pain in the arse, pain in the butt, pain in the neck, pain in the backside, a
    pain to, royal pain, such a pain, pain cave, pain train, a real pain, was a pain, is a pain, what a pain,
    pain to, pain getting, pain finding, growing pains, hurt my ego, hurt my pride, hurts my ego, hurts my
    pride, wallet hurts, hurts my wallet, hurt so good, hurts so good, good hurt, good pain, no problem, problem
    solved, the problem is, cheek in, hurting in a good way, hurts in a good way, in a good way, pleasantly,
    sharp exit, sharp start, looking sharp, felt sharp, am sharp, pm sharp, oclock sharp, pulled up, pulled off,
    pulled through, pulled the plug, sharp turn, no trouble, no trouble at all, trouble finding, trouble
    getting, trouble sleeping, trouble with the, the issue, issue with the app, sensitive scale, pain au
    chocolat, pain aux raisins, house of pain, pain is temporary, worth the pain, pain and glory, painfully
    slow, painfully early, painfully busy, painfully crowded, painfully boring, painfully long, annoying music,
    annoying guy, annoying people, the pain, brain hurts, head hurts from, feelings hurt, ego hurt, pride hurt,
    hurt feelings, doesnt hurt to, didnt hurt that, wont hurt, cant hurt, it hurts to say, hurts to admit, hurt
    locker
FIG: killing me, killed me, killing, on fire, burning, burn, burned, burnt, jelly, like jelly, dead, toast,
    toasted, fried, cooked, smoked, screaming, wrecked, wobbly, jello, like jello, like lead, lead, trashed,
    shot, destroyed, murdered, murder, dying, fatigued, tired, heavy, shaking, shaky, spaghetti, noodles, like
    noodles, mush, pumped, swole, bricks, battered, hammered, spent, knackered, gone, worked, feeling it, hate
    me, hates me, hating me, screamed, crying, begging, tired legs, roasted, lit up, a good burn, blasted,
    torched, pudding, like pudding, blown, ruined, quivering, trembling
"""

_GLUE = """
AND: and, n, plus, und, y
THEN: then, and then, after that, followed by, next up, finally, lastly, afterwards, finished with, finished off
    with, ended with, started with, moved on to, moved to, on to, onto, straight into, superset with,
    supersetted with, super set with, finish with, to finish, later, first, firstly, first up, second, secondly,
    third, thirdly, after, next, kicked off with, opened with, began with, begin with, start with, went on to,
    last up, superset, alternating with, and last, last but not least, and finally, and after, and after that,
    after this, and after this, to start, for starters, plus also, also, and also, also did, next was, next
    came, paired with, closed with, closed out with, wrapped up with, rounded off with, and next, first of all
AT: at, with, w, using, holding, on, @
OF: of
FOR: for
NOT: not
TO: to
OR: or
"""

TABLES = (_UNITS, _SETS, _WHOLE, _DAYS, _BODY, _GLUE)

FILL = frozenset(
    """
        a an the my our your this that these those was is were are am be been it its i im ive id we he she about
        around roughly approx approximately circa ca maybe probably like some say um uh er eh so well ok okay yeah
        yes yep hey hi hello today's quite very really pretty kind sort did do done does got get went go had have
        has just only exactly like about nearly almost total bit little total still again too also another lol haha
        felt feel feels feeling managed hit made make me you all nice easy heavy light good weight weights load
        loaded loads using used value level score number no. nr still
    """.split()
)
"""Words that may stand between the parts of a phrase without changing it."""


@cache
def phrases() -> dict[str, dict[tuple[str, ...], str]]:
    """The phrases of reports: kind → phrase (as words) → value ("" where the kind says all)."""
    return read_tables(TABLES)


def read_tables(tables: Iterable[str]) -> dict[str, dict[tuple[str, ...], str]]:
    """Tables of lines `KIND value: phrase, …` as kind → phrase → value."""
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for line in "\n".join(tables).replace("\n    ", " ").splitlines():
        head, _, tail = line.partition(":")
        kind, _, value = head.partition(" ")
        if tail:
            found = table.setdefault(kind, {})
            found.update((_split(phrase), value) for phrase in tail.split(",") if phrase.strip())
    return table


def _split(phrase: str) -> tuple[str, ...]:
    return words_of(phrase) or (phrase.strip(),)
