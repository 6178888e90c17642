"""Lifts that runners do and the catalogue does not hold: known so that they are never taken for something else."""

_NAMES = """
    bench press, bench, bench presses, incline bench, incline bench press, decline bench, flat bench, chest
    press, incline press, dumbbell bench press, dumbbell bench, db bench, db bench press, dumbbell press, db
    press, machine chest press, close grip bench, floor press, push press, leg press, leg presses, lat pulldown,
    lat pull down, lat pull downs, pulldown, pull down, pull downs, lats pulldown, lat pulls, cable row, seated
    row, seated cable row, low row, t bar row, barbell row, bb row, pendlay row, inverted row, ring row, trx
    row, chest supported row, upright row, machine row, meadows row, goblet squat, goblet squats, front squat,
    hack squat, box squat, zercher squat, overhead squat, jump squat, squat jump, sumo squat, sissy squat, air
    squat, wall squat, spanish squat, cossack squat, smith squat, smith machine squat, safety bar squat, ssb
    squat, belt squat, kb squat, kettlebell squat, db squat, dumbbell squat, cyclist squat, plie squat, shrimp
    squat, landmine squat, squat press, squat thrust, sumo deadlift, trap bar deadlift, trap bar, hex bar
    deadlift, hex bar, suitcase deadlift, deficit deadlift, rack pull, block pull, snatch grip deadlift,
    kettlebell deadlift, kb deadlift, dumbbell deadlift, db deadlift, jefferson curl, good morning exercise,
    good mornings, reverse lunge, lateral lunge, side lunge, curtsy lunge, jumping lunge, jump lunge, backward
    lunge, cossack, split jump, box jump, depth jump, broad jump, tuck jump, jump rope, skipping rope, jumping
    jack, skater jump, bounding, leg extension, leg extensions, knee extension, quad extension, back extension,
    hyperextension, hyper extension, reverse hyper, glute ham raise, ghr, ghd, glute kickback, kickback, donkey
    kick, hip abduction, hip adduction, abduction, adduction, abductor machine, adductor machine, abductor,
    copenhagen, copenhagen plank, copenhagen adduction, fire hydrant, hip hike, hip airplane, hip flexor raise,
    psoas march, frog pump, cable pull through, pull through, monster band, bicep curl, biceps curl, dumbbell
    curl, db curl, barbell curl, hammer curl, preacher curl, arm curl, curl, ez bar curl, ez curl, concentration
    curl, cable curl, wrist curl, tricep, triceps, tricep extension, triceps extension, tricep pushdown, triceps
    pushdown, pushdown, push down, skull crusher, tricep dip, dip, bench dip, ring dip, tricep kickback, rope
    pushdown, lateral raise, side raise, front raise, rear delt fly, rear delt, rear delt raise, face pull,
    shrug, chest fly, pec fly, pec deck, cable fly, arnold press, z press, landmine press, incline dumbbell
    press, upright rows, cable crossover, side lateral raise, thruster, power clean, hang clean, clean and jerk,
    snatch, power snatch, kb snatch, kb clean, turkish get up, turkish getup, tgu, get up, wall ball, slam ball,
    med ball slam, ball slam, medicine ball throw, battle rope, sled push, sled pull, sled, prowler, tire flip,
    rope climb, bear crawl, muscle up, burpee, burpees, mountain climber, inchworm, sit up, situp, crunch,
    bicycle crunch, cable crunch, ab wheel, ab rollout, rollout, ab roller, v up, leg raise, hanging leg raise,
    lying leg raise, toes to bar, toe touch, hollow hold, hollow body, hollow body hold, l sit, superman,
    supermans, flutter kick, scissor kick, woodchop, wood chop, cable chop, cable twist, pallof walkout, stir
    the pot, body saw, plank jack, plank shoulder tap, shoulder tap, windshield wiper, windmill, suitcase carry,
    overhead carry, waiter carry, rack carry, waiter walk, yoke walk, sandbag carry, sandbag, wall sit, wall
    sits, tibialis raise, tib raise, toe raise, toe walk, heel walk, duck walk, single leg hop, single leg
    bridge, single leg glute bridge, sl glute bridge, single leg hip thrust, sl hip thrust, b stance hip thrust,
    b stance rdl, kas glute bridge, elliptical, cross trainer, rower, rowing machine, erg, assault bike,
    exercise bike, spin bike, bike, stairmaster, stair climber, swim, swimming, cycling, cycled, ski erg, band
    pull apart, pull apart, scap push up, dead hang, deadhang, ytw, external rotation, internal rotation, band
    pull aparts, kipping pull up, ring pull up, diamond push up, decline push up, handstand push up, knee push
    up, clap push up, nordic walking, reverse nordic, reverse nordic curl, renegade row, machine press, box step
    down, step down, lateral step up, calf press, leg press calf raise, donkey calf raise, tempo squat to box,
    cable kickback, hip flexor march, standing march, glute march, marching bridge, reverse plank, plank up
    down, bear plank, high plank, plank walk, landmine rdl, landmine rotation, medball twist, cable rotation, kb
    halo, goblet lunge, sandbag squat, sandbag lunge
"""

FOREIGN = tuple(" ".join(phrase.split()) for phrase in _NAMES.split(","))
"""Names of such lifts; one that a catalogue comes to hold is the catalogue's."""
