"""What runners call the exercises beside the names and aliases of the catalogue, and what dictation makes of them."""

from collections.abc import Mapping

SHORT_FORMS: Mapping[str, str] = {
    "romanian_deadlift": """
        rdl, rdls, romanian, romanians, romanian dl, romanian dls, rom deadlift, roman deadlift, roumanian deadlift,
        stiff leg deadlift, stiff legged deadlift, stiff leg dl, sldls, straight leg deadlift, straight leg dl, bb
        rdl, barbell rdl, db rdl, dumbbell rdl, kb rdl, kettlebell rdl, barbell romanian deadlift, dumbbell romanian
        deadlift, r d l, rdl deadlift, rd l
    """,
    "deadlift": """
        dl, dls, deads, conventional, conventional dl, barbell deadlift, bb deadlift, conv deadlift
    """,
    "single_leg_rdl": """
        slrdl, slrdls, sl rdl, sl rdls, single leg rdl, single leg romanian, one leg rdl, one legged rdl, single
        legged rdl, single leg deadlift, single legged deadlift, one leg deadlift, one legged deadlift, sl deadlift,
        sl dl, 1 leg rdl, 1 leg deadlift, sldl, single leg dl, single leg romanian dl, single leg r d l, sl romanian
        deadlift, single leg stiff leg deadlift, s l r d l, 1 legged rdl, one leg romanian deadlift, one legged
        romanian deadlift, single legged romanian deadlift, unilateral rdl
    """,
    "back_squat": """
        bb squat, barbell squat, barbell back squat, high bar squat, low bar squat, bs, bsq, bk squat, backsquat
    """,
    "bulgarian_split_squat": """
        bss, bulgarian, bulgarian squat, bulgarian ss, rfess, rear foot elevated split squat, bulgarian lunge, rear
        foot elevated squat, b s s, bulgarian sq, bulg split squat, bulg squat, bulg ss, bulgs, bulgar split squat,
        bulgarian splits, bulgarian split, elevated split squat, bulgaria split squat, db bulgarian split squat,
        dumbbell bulgarian split squat
    """,
    "split_squat": """
        ss, static lunge, stationary lunge, split squat lunge, splits squat, db split squat, dumbbell split squat
    """,
    "pistol_squat": """
        pistol, one leg squat, single leg squat, one legged squat, single legged squat, pistols squat, sl squat
    """,
    "walking_lunge": """
        lunge, walking lunge, forward lunge, db lunge, dumbbell lunge, weighted lunge, walk lunge, lunge walk,
        lunges walk, dumbbell walking lunge, db walking lunge, loaded lunge, lunging, walkin lunge, kettlebell
        lunge, kb lunge, alternating lunge
    """,
    "calf_raise_straight": """
        straight calf raise, straight leg raise calf, straight knee calf raise, standing calf raise, gastroc raise,
        heel raise, straight leg calf, straight calf, standing calves, calf raise straight, calf raise straight leg,
        calf raise with straight leg, straight legged calf raise, calf raise standing, straight leg calve raise,
        standing heel raise, calf raise straight knee
    """,
    "calf_raise_bent": """
        bent calf raise, bent knee calf raise, bent knee calf, seated calf raise, soleus raise, bent leg calf raise,
        seated calf, bent knee raise, bent calf, calf raise bent, calf raise bent knee, calf raise with bent knee,
        calf raise seated, bent knee heel raise, calf raise bent leg, bent kneed calf raise, soleus calf raise, calf
        raise soleus, seated calves, seated heel raise
    """,
    "calf_iso_hold": """
        calf iso, calf hold, calf isometric, iso calf hold, isometric calf hold, calf isos, isometric calf raise,
        calf raise hold, calf raise iso, calf iso raise, isometric calf, heel raise hold, iso calf
    """,
    "hip_thrust": """
        barbell hip thrust, bb hip thrust, barbell thrust, hip trust, hiptrust, hip truster, ht, hts, glute thrust,
        barbell hip trust, hip thrust barbell
    """,
    "dumbbell_hip_thrust": """
        db hip thrust, dumbbell thrust, kettlebell hip thrust, kb hip thrust, hip thrust dumbbell, hip thrust db,
        hip thrust with dumbbell, db thrust, hip thrust with a dumbbell, hip thrust with db
    """,
    "hip_thrust_bw": """
        bodyweight hip thrust, bw hip thrust, banded hip thrust, band hip thrust, hip thrust bw, hip thrust
        bodyweight, body weight hip thrust, hip thrust with band, hip thrust banded, hip thrust body weight, no
        weight hip thrust, hip thrust with bands, hip thrust with a band
    """,
    "glute_bridge": """
        bridge, bridging, hip bridge, floor bridge, banded bridge, banded glute bridge, gluteus bridge, glute brige,
        butt bridge
    """,
    "clamshell": """
        clam, clam shell, banded clam, banded clamshell, clamshel
    """,
    "step_up": """
        step up, stepup, box step up, db step up, dumbbell step up, weighted step up, bench step up, stepping up,
        step ups on box, step on box
    """,
    "hamstring_curl": """
        leg curl, ham curl, hammy curl, machine leg curl, lying leg curl, seated leg curl, machine curl, hamstring
        machine, prone leg curl, hamstrings curl, lying hamstring curl, seated hamstring curl, hams curl, legcurl,
        machine ham curl
    """,
    "nordic_curl": """
        nordic, nordic hamstring curl, nordic ham curl, nhc, nordic lower, nordic hamstring, nordic ham, nordic
        drop, nordik, nordic hamstring lower, nordic hammy curl, nordic eccentric, nordic fall, nordic exercise
    """,
    "sliding_leg_curl": """
        hamstring slide, slider, slider curl, slide curl, towel curl, sliding curl, sliding hamstring curl, slider
        leg curl, slider hamstring curl, leg curl slide, sliding ham curl, hamstring slider, ham slide, leg curl
        slider, leg curl on sliders
    """,
    "kettlebell_swing": """
        kb swing, swing, russian swing, dumbbell swing, db swing, kettle swing, kettle bell swing, kbs, two hand
        swing, kbell swing, k b swing, swinging
    """,
    "pull_up": """
        pullup, chin up, chinup, chin, strict pull up, bw pull up, bodyweight pull up, weighted pull up, weighted
        chin up, pu
    """,
    "assisted_pull_up": """
        assisted pullup, band pull up, banded pull up, band assisted pull up, assisted chin up, assisted chin, band
        assisted chin up, banded chin up, pull up assisted, pull up with band, pull up with a band, assist pull up,
        machine assisted pull up, assistant pull up, pull up band, pull up with assistance
    """,
    "band_row": """
        banded row, resistance band row, row with band, band rowing, elastic band row, row with a band, seated band
        row, row with bands
    """,
    "dumbbell_row": """
        db row, bent over row, bentover row, two arm row, kb row, kettlebell row, one arm row, single arm row, one
        arm db row, one arm dumbbell row, single arm dumbbell row, single arm db row, dumbell row, dumbbell rowing,
        row with dumbbells, bent over dumbbell row, bent over db row, two arm db row, dbell row
    """,
    "prone_w": """
        w raise, prone w, floor w, prone ws, ws raise, prone w raises, prone double u, prone w's, prone raise
    """,
    "push_up": """
        pushup, press up, pressup, pushing up, full push up, push up on floor
    """,
    "incline_push_up": """
        incline pushup, bench push up, hands elevated push up, incline press up, elevated push up, box push up, push
        up on bench, push up incline
    """,
    "overhead_press": """
        ohp, press overhead, shoulder press, military press, strict press, db ohp, dumbbell press overhead, dumbbell
        shoulder press, db shoulder press, overhead dumbbell press, standing press, barbell press, o h p, db
        overhead press, dumbbell overhead press, kb press, kettlebell press, over head press, barbell overhead
        press, ohps, overhead db press, seated shoulder press, barbell shoulder press
    """,
    "pike_push_up": """
        pike pushup, pike press, pike press up, pike, pikes
    """,
    "plank": """
        front plank, forearm plank, normal plank, standard plank, planking, regular plank, elbow plank, plank hold,
        planck
    """,
    "side_plank": """
        lateral plank, side bridge, sideplank, side planking, plank side, plank on side, side plank hold, planks
        side, side planck
    """,
    "rkc_plank": """
        rkc, hard plank, hardstyle plank, r k c, r k c plank, plank rkc
    """,
    "weighted_plank": """
        plate plank, loaded plank, plank with plate, plank weighted, plank with weight, weight plank, plank with a
        plate, weighted front plank
    """,
    "dead_bug": """
        deadbug, dead buggs, ded bug, dead bug exercise, deads bug, dead bag
    """,
    "dead_bug_band": """
        banded deadbug, banded dead bug, band dead bug, dead bug with band, dead bug banded, dead bug band, dead bug
        with a band, deadbug with band
    """,
    "bird_dog": """
        birddog, bird dawg, birdog, bird and dog, birds dog
    """,
    "pallof_press": """
        pallof, palof, paloff, pallof press, anti rotation press, band pallof, cable pallof, palloff, pallof hold,
        pal off, pal off press, pollof, palov, palove, pall off press
    """,
    "farmers_carry": """
        farmer, farmer carry, farmer walk, loaded carry, carry, farmer hold, carrying, db carry, dumbbell carry,
        kettlebell carry, kb carry, farmer walking, farm carry, farm walk, farmwalk, heavy carry, farmer's, farmer's
        walk, farmer's carry
    """,
    "backpack_carry": """
        rucksack carry, bag carry, backpack walk, ruck carry, backpack hold, ruck walk, carry backpack, carry with
        backpack, rucksack walk
    """,
    "russian_twist": """
        twist, seated twist, weighted twist, russian, russians, rus twist, russian twist with weight
    """,
    "hanging_knee_raise": """
        knee raise, hkr, hanging knee, hang knee raise, knee raise hanging, hanging raise, hanging knees raise,
        hanging knee up, hanging knee tuck, knee raise on bar
    """,
    "reverse_crunch": """
        reverse crunch, reverse curl up, lying knee raise, floor knee raise, rev crunch, revers crunch
    """,
    "calf_hops": """
        calf hop, pogo, pogo hop, pogo jump, ankle hop, low hop, low calf hop, pogo stick, calf jump, hop calf
    """,
    "banded_lateral_walk": """
        banded walk, lateral band walk, band walk, banded side step, monster walk, side band walk, lateral walk with
        band, crab walk, band lateral walk, band side walk, banded lateral step, side walk with band, lateral walk
        band, lateral walk banded, banded side walk
    """,
    "lateral_walk": """
        side step, lateral walk no band, unbanded lateral walk, side walk, lateral walk without band, lateral step
    """,
    "foam_rolling": """
        foam roll, foam roller, rolling, foam rolled, roller, foaming, rolled out, rolling out, foam rolled legs
    """,
    "static_stretching": """
        static stretch, stretching, stretch, stretched
    """,
    "hip_mobility_drills": """
        hip mobility, hip drill, 90/90, 90 90, hip circle, hip car, hip opener, hip mobility drill, hips mobility
    """,
    "dynamic_stretch": """
        dynamic stretching, dynamic warm up, dynamic warmup, dynamic stretch
    """,
    "yoga_flow": """
        yoga, sun salutation, vinyasa, yoga session
    """,
    "ankle_mobility_drills": """
        knee to wall, ankle drill, ankle mobility, ankle mobility drill, knee to wall drill, ankle rock, knee to
        walls, knee wall
    """,
    "worlds_greatest_stretch": """
        worlds greatest, wgs, greatest stretch, spiderman stretch, spiderman lunge, world greatest stretch, world
        best stretch
    """,
    "deep_squat_hold": """
        deep squat, squat hold, bottom squat hold, squat sit, garland pose, asian squat, deep squat sit, hold squat,
        deep hold squat
    """,
    "standing_calf_stretch": """
        calf stretch, wall calf stretch, gastroc stretch, calf stretching
    """,
    "cat_cow": """
        catcow, cat cow, cat camel, cats cow, cat and cow, cow cat
    """,
    "couch_stretch": """
        couch stretch, hip flexor stretch, quad stretch, coach stretch
    """,
    "ankle_circles": """
        ankle circle, ankle roll, foot circle, ankle rotation
    """,
    "high_knees": """
        high knee, high knee drill, knee drive, high knee run, hi knee
    """,
    "leg_swings": """
        leg swing, front back leg swing, forward leg swing, swing legs
    """,
    "a_skips": """
        a skip, askip, a skipping, skip a
    """,
    "hill_running": """
        hill repeat, hill rep, hill sprint, hill run, uphill running, hills, hill
    """,
}
"""Exercise id → short forms and other names."""

FAMILIES: Mapping[str, str] = {
    "~hinge": """
        deadlift, dead lift, deadlifting
    """,
    "~calf": """
        calf raise, calves raise, calf rise, calve raise, calfs raise, calfraise, calf raising, single leg calf
        raise, sl calf raise, weighted calf raise, heavy calf raise, db calf raise, dumbbell calf raise, double leg
        calf raise, slow calf raise, one leg calf raise, single legged calf raise, eccentric calf raise
    """,
    "~squat": """
        squat, squatting
    """,
    "~thrust": """
        hip thrust, thrust, hip thrusting, hip thruster
    """,
    "~row": """
        row, rowing
    """,
}
"""Names of a family: the session of the day says which exercise is meant."""

HEARD: Mapping[str, str] = {
    "bulgarian_split_squat": """
        bulgarian split squad, bulgarian squad, bulgarian splits squad, bulgarian split squash, bulgaria split
        squad, bulgarian split scott, vulgarian split squat
    """,
    "split_squat": """
        split squad, split squash
    """,
    "walking_lunge": """
        walking lunch, walking lounge, walking launch, walk in lunge, walking lunges
    """,
    "~squat": """
        squad, squash, swat
    """,
    "back_squat": """
        back squad, back squash, back swat
    """,
    "~calf": """
        half raise, cough raise, calf race, calf rays, calve race, car raise, cav raise, calf phrase, calf raze
    """,
    "calf_raise_bent": """
        bent knee half raise, bent half raise, seated half raise, bent knee cough raise
    """,
    "calf_raise_straight": """
        straight leg half raise, straight half raise, standing half raise, straight knee half raise, straight leg
        cough raise
    """,
    "dead_bug": """
        dead buck, dead book, dead box, dead back, dead pug, dad bug, deadbuck
    """,
    "pallof_press": """
        pal of press, pal of, pol off press, pall of press, palace press, powerlift press, pallets press, polof
        press
    """,
    "plank": """
        blank hold, front blank
    """,
    "side_plank": """
        side blank, sight plank, side planks
    """,
    "romanian_deadlift": """
        our dl, r dl, are dl, remaining deadlift, romanian dead left, roman deadlift, romaine deadlift, our d l, are
        d l, r d l
    """,
    "nordic_curl": """
        nordic girl, nordic hamstring girl, nordics curl, nordic kerl
    """,
    "farmers_carry": """
        farmer carrie, farmers carrie, pharmacy carry, farmer's carrie, farmers care, farmer cary
    """,
    "step_up": """
        step app, stop up, steps up
    """,
    "glute_bridge": """
        glue bridge, glued bridge, good bridge, glutes bridge
    """,
    "dumbbell_row": """
        dumbbell rose, dumbbell road, dumbell rose, dumbbell rowe, bent over rose
    """,
    "russian_twist": """
        rushing twist, russian twister
    """,
    "bird_dog": """
        bird talk, bird dock, bird dogs
    """,
    "kettlebell_swing": """
        cattle bell swing, kettlebell sling, kettle ball swing, kettlebell wing, kettleball swing
    """,
    "clamshell": """
        clam shall, clams shell, clamp shell
    """,
    "~thrust": """
        hip trust, hip trusts, hip thrush, hip first, hit thrust, hip crust, hips thrust, hip threats
    """,
    "hanging_knee_raise": """
        hanging knee race, hanging knee rise, hanging knee raze
    """,
    "~hinge": """
        dead left, dead lefts, dead list, dead lived, dead lip, deadleft
    """,
    "reverse_crunch": """
        reverse brunch, reverse crouch
    """,
    "push_up": """
        push app
    """,
    "pull_up": """
        pull app, pool up
    """,
    "static_stretching": """
        static stressing
    """,
    "high_knees": """
        hi knees, high niece
    """,
    "overhead_press": """
        overhead dress, over head dress, overhead breast, military dress
    """,
    "single_leg_rdl": """
        single leg our dl, single leg are dl, single leg r dl, single legged rdl
    """,
}
"""What dictation writes instead; these words are never what a typo is corrected to."""
