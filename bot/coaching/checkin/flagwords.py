"""The signs of R27 as groups of words that must stand near each other, and what they are mistaken for.

A rule is written `group + group + …`; a group is `a | b c | d`: one of these words or phrases. `@NAME` stands for a
group named below. All groups must be found within the rule's window of words in one sentence.
"""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from functools import cache
from typing import NamedTuple

from bot.coaching.athlete import RedFlag
from bot.coaching.checkin.scan import words_of

GROUPS = {
    "HURT": """
        pain | pains | painful | hurt | hurts | hurting | hurted | ache | aches | ached | aching | achy | sore |
        tender | throb | throbs | throbbed | throbbing | stabbing | sharp | burning | killing me | agony | painfull
        | pian | discomfort
    """,
    "BONE": """
        shin | shins | tibia | shinbone | bone | bones | bony | foot | feet | heel | heels | metatarsal |
        metatarsals | toe | toes | ankle | hip | hips | pelvis | femur | knee | kneecap | back | spine | rib | ribs
        | groin | thigh bone | sacrum | fibula | arch | achilles | leg
    """,
    "SPOTTED": """
        shin | shins | tibia | shinbone | bone | bony | foot | heel | metatarsal | metatarsals | toe | ankle | hip |
        pelvis | femur | knee | kneecap | rib | ribs | fibula | sacrum | thigh bone | midfoot | forefoot | shin bone
        | tib | spine
    """,
    "CANT": """
        cant | cannot | can not | couldnt | could not | unable | not able | wasnt able | isnt able | impossible |
        barely | hardly | no longer | wont | will not | cant even | not been able to | havent been able to | wasnt
        able to | not able to | no way | not possible | couldn | struggle to | struggling to | too painful to | too
        sore to | i not can | i no can | im not able | was not able | am not able | didnt manage to
    """,
    "JOINT": """
        knee | knees | ankle | ankles | elbow | elbows | shoulder | hip | wrist | toe | kneecap | joint | joints |
        foot | achilles | shin | finger | heel
    """,
    "CALF": """
        calf | lower leg | left leg | right leg | one leg | back of my leg | back of the leg | my leg
    """,
    "SWOLLEN": """
        swollen | swelling | swelled | swell | swells | swole up | puffy | puffed up | ballooned | balloon |
        ballooning | ballooned up | blown up | swelld | swolen | sweling | swolled | swollen up | twice the size |
        double the size | bigger than the other | fatter than the other | thicker than the other | larger than the
        other | inflated | twice as big | twice its size | twice its normal size | double its size | twice as thick
    """,
    "NUMB": """
        numb | numbness | tingling | tingles | tingly | tingle | pins and needles | pins n needles | pins needles |
        lost feeling | no feeling | cant feel | couldnt feel | cannot feel | loss of feeling | no sensation | lost
        sensation | loss of sensation | lost all feeling | numbed | dead feeling
    """,
    "URINE": """
        urine | pee | peed | peeing | wee | weeing | piss | pissing | pissed | urinating | urinate | water works
    """,
    "PERIOD": """
        period | periods | menstruation | menstrual | menses | menstruated | cycle | my cycle | menstruate
    """,
}
"""Groups that several rules share."""


_FEVERISH = " | ".join(
    f"{tenths // 10}{sign}{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
    for tenths in (*range(380, 411), *range(1004, 1051))
    for sign in ".,"
)
"""Body temperatures of a fever, in °C and °F, as they are written."""


class Rule(NamedTuple):
    """One sign: its groups, how near they must be (words), what makes it something else (`unless`).

    `areas` says that the parts of the body named beside it are reported as pain too.
    """

    kind: RedFlag
    groups: str
    window: int = 8
    unless: str = ""
    name: str = ""
    areas: bool = True


RULES: tuple[Rule, ...] = (
    Rule(
        "emergency",
        groups="""
            chest | heart | sternum | breastbone | ribcage tightness + pain | pains | hurt | hurts | hurting | ache
            | aches | ached | aching | tight | tightness | tightening | tightened | pressure | squeezing | squeezed
            | squeeze | crushing | stabbing | sharp | heaviness | heavy | discomfort | twinge | burning | painful |
            pian | gripping | constricted | tighten | paining | weird | elephant | cramp | cramping | stab | stabs |
            vice | pinching | stinging
        """,
        window=6,
        unless="""
            chest day | chest strap | heart rate | chest to bar | chest press | heart broken | break my heart |
            breaks my heart | broke my heart | chest to the | heart hurts | chest to floor | chest up | sore chest |
            chest is sore | chest sore | chest was sore | heart of | by heart | chest proud | proud chest | chest
            high | tall chest | chest freezer | heart monitor | heavy breathing | heart pressure | blood pressure |
            off my chest | chest out | heart aches for | heartache | chest workout | chest session | with all my
            heart | after chest | chest exercise | chest exercises | heart and soul | chest machine | heart says |
            chest stretch | chest fly | chest hair | chest rub | heavy heart
        """,
        name="chest",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            fainted | faint | fainting | faints | pass out | passed out | passing out | passes out | black out |
            blacked out | blacking out | blackout | blackouts | lost consciousness | loss of consciousness | losing
            consciousness | unconscious | i collapsed | collapsed on the floor | collapsed at | collapsed after |
            collapsed during | collapsed mid | nearly collapsed | almost collapsed | and collapsed | keeled over |
            went black | going black | gone black | vision went | vision going | vision gone | vision blurred out |
            tunnel vision | greyed out | grayed out | everything went dark | everything went white | vision narrowed
            | came to on the floor | woke up on the floor | came round on the floor | came around on the floor |
            syncope | fainty | fainded | fade out | faded out | lost conscience | fell unconscious | went out cold |
            out cold | vision turned black | black in front of my eyes | black before my eyes | black for my eyes |
            vision went dark | sight went black | eyes went black | swooned | keel over | everything turned black |
            all went black | it went black | world went black | nearly went down | saw black | seeing black | conked
            out on the floor | lights went out | lost conciousness | lost my consciousness | woke on the floor |
            next thing i knew i was on the floor | next thing i was on the floor | fainty feeling | vision closed in
            | greying out | graying out | near faint | near fainting | presyncope | lose consciousness | fell over
            faint
        """,
        window=8,
        unless="""
            couch | sofa | bed | asleep | slept | drunk | flyers | leaflets | medals | hearted | heart | praise |
            memory | faintest | curtains | curtain | power | electricity | nap | on the rug watching | faint hope |
            faint smell | faint line | faint signal | faint of heart | faint idea | form collapsed | arch collapsed
            | out on the mat at home | power cut | black out blinds | blackout blinds | lights went out in | at 9 |
            at 8 | at 10 | by 9 | by 10 | early | movie | film | netflix | tv | in the armchair | in my chair |
            faint hearted | on the floor laughing | sleep | snoring | faint tan | faint pulse of music | faint music
            | faint light | faint sound | screen went black | phone went black | watch went black | app went black |
            screen | passed out the | passed out water | passed out gels
        """,
        name="faint",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            went white | went grey | went gray | went pale | saw stars | seeing stars | vision swam | ears
            rang + hit the floor | hit the deck | hit the
            ground | went down | gone down | fell over | dropped to the floor | crumpled | legs gave
        """,
        window=8,
        unless="""
            went down the | went down to | went down well | white knuckle | white knuckled | white knuckles
        """,
        name="went down",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            woke up | woke | came to | came round | came around | found myself | came back to my senses + on the floor
            | on the gym floor | on the ground | on the locker room floor | flat on the floor | flat on my back
        """,
        window=1,
        unless="""
            bed | sofa | couch | hotel | tent | camping | slept | sleep | alarm | airbnb | mattress
        """,
        name="came to",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            breathless | breathlessness | wheezing | wheezy | wheezed | out of breath | winded | puffed | panting |
            breathing + rest | sitting |
            sat | stairs | walking | lying | unusual | unusually | strange | strangely | weird | weirdly | abnormal
            | abnormally | odd | oddly | reason | never | scary | scared | worrying | worried | severe | severely |
            suddenly | sudden | extremely | hours | minutes later | wouldnt | than normal | than usual | not normal
            | not usual | had to sit | had to stop | had to lie | had to lay | for nothing | easy pace | doing
            nothing | much more | way more | alarming | alarmingly | frightening | out of nowhere | crazy | so
            breathless | so short of breath | worse than | had to quit | standing still | just standing | from
            nothing | like never | not like me | even talking | couldnt talk | could not talk | cant talk | couldnt
            speak | barely speak | ten minutes | 10 minutes | 20 minutes | long after | all day | out of proportion
            | warm up set | first set | light set | nothing set | unlike | properly scared | not recover | didnt
            recover | panic | panicked | really bad | very bad
        """,
        window=10,
        unless="""
            as usual | breathing exercise | breathing exercises | breathing drills | box breathing | nose breathing
            | breathing properly | breathing technique | breathing pattern | breathing well | breathing fine |
            breathing easy | breathing was fine | nasal breathing | breathing felt easy | breathing practice | than
            usual better | breathtaking | breathing under control | never breathless | never out of breath | never
            winded | less breathless | less out of breath | rest periods | rest period | normal amount | in the rest
            | between sets | rest between
        """,
        name="breath",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            short of breath | shortness of breath | cant catch my breath | couldnt catch my breath | could not catch
            my breath | cannot catch my breath | cant breathe | couldnt breathe | could not breathe | cannot breathe
            | cant breath | couldnt breath | couldnt get my breath | cant get my breath | could not get my breath |
            struggling to breathe | struggled to breathe | struggle to breathe | trouble breathing | difficulty
            breathing | difficult to breathe | difficulties breathing | difficulty to breathe | hard to breathe |
            gasping | fighting for breath | fighting for air | not enough air | cant get enough air | couldnt get
            enough air | cant get air | couldnt get air | no air | problem breathing | problems breathing | problems
            to breathe | problem to breathe | breathing problem | breathing problems | unusual breathlessness |
            unusually breathless | not get my breath | couldnt get a breath | could barely breathe | barely breathe
            | hardly breathe | could hardly breathe | unable to breathe | breathing difficulty | breathing
            difficulties | gasp for air | could not get air | couldnt get breath | cant get breath | could not get
            breath | strange breathlessness | no breath left sitting | unable to catch my breath | couldnt take a
            breath | cant take a full breath | couldnt take a full breath | cant take a deep breath | couldnt take a
            deep breath | shortness of breathe | short breath | struggling for breath | struggling for air |
            struggled for breath | never got my breath back | couldnt get my breath back | could not get my breath
            back | not getting air | couldnt get any air | heavy to breathe | bad to breathe
        """,
        window=8,
        unless="""
            laughing | blocked nose | stuffy nose | nose | mask | as usual | as expected | the usual | like always |
            usual | laughed | snorkel | through my nose | normal | expected | always am | underwater
        """,
        name="air",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            @NUMB + saddle | groin | between my legs | between the legs | between legs | between thighs |
            between my thighs | between the thighs | inner thigh | inner thighs
            | crotch | genitals | genital | genital area | perineum | undercarriage | privates | private parts |
            down there | bum | buttocks | buttock | backside | nether regions | saddle area | sit area | pelvic
            floor | seat area | my bits | private area | scrotum | labia | around my bottom | bottom | intimate area
            | intimate parts
        """,
        window=9,
        unless="""
            bike saddle | long ride | new saddle | on the bike | bike seat | cycling | spin class | spin bike | mind
            numbing
        """,
        name="saddle",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            bladder | bowel | bowels | @URINE | toilet | the loo | needed the loo | poo | pooping | stool |
            urination + control | cant control
            | couldnt control | trouble | difficulty | unable | incontinent | incontinence | leaking | leaked | leak
            | leaks | accident | accidents | numb | cant hold | couldnt hold | cannot hold | cant feel |
            couldnt feel | not able |
            wet | problem | problems | cant empty | cannot | cant | couldnt | could not | stopped working | changes
            | change | changed | retention | loss of | lost control | weird | not working | without noticing |
            involuntary | strange | different | dont feel | loosing | losing
        """,
        window=6,
        unless="""
            toilet break | cant find | couldnt find | find the toilet | find a toilet | toilet queue | trouble
            finding | problem with the toilet | cant wait | couldnt wait | toilet stop | toilet paper | toilet in
            the gym | no toilet | the toilet was | gym toilet | the toilets | control the | toilet accident lol |
            had to pee so | toilet door | change the toilet | wet towel | pissed off | taking the piss | piss easy |
            piss take | changing the toilet | different toilet | broken toilet
        """,
        name="bladder",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            wet myself | wet my pants | wet my shorts | soiled myself | soiled my | pooped myself | shat myself |
            pissed myself | peed myself | peed my pants | lost control of my bladder | lost control of my bowels |
            pooped my pants | lost bladder control | lost bowel control | incontinent | incontinence | cant pee |
            couldnt pee | cannot pee | cant urinate | cant wee | unable to pee | unable to urinate
        """,
        window=4,
        unless="""
            laughing | laughed | lol | haha
        """,
        name="wet",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            @CALF + @SWOLLEN | hot | heat | warm | warmth | red | redness | hot to touch | hot to the touch | warmer
            | hotter | reddish | discoloured | discolored
        """,
        window=8,
        unless="""
            hot bath | hot tub | hot water | heat pad | heating pad | heat pack | heat rub | warm up | warmup | warm
            down | warmed | hot day | hot weather | hot gym | too hot | so hot today | red band | red kettlebell |
            red light | calves | pumped | pump | hot shower | warm bath | red zone | in the heat | heat wave |
            heatwave | on one leg | one leg squat | warm weather | hot outside | red dumbbell | red dumbbells | red
            plate | red plates | deep heat | tiger balm | hot yoga | sauna | hot out | feels warm and loose | nice
            and warm | keep warm | kept warm | red face | ankle swollen | red socks
        """,
        name="calf",
    ),
    Rule(
        "emergency",
        groups="""
            headache | headaches | head ache | head pain | pain in my head | head hurts | head hurting | migraine |
            head exploded | head is exploding | head was exploding | pain in the head | head pounding | pain in head
            + sudden | suddenly | severe | severely | worst | thunderclap | splitting | explosive | exploding |
            blinding | excruciating | unbearable | out of nowhere | like never | never had | exploded | terrible |
            intense | massive | horrific | came on fast | came on quickly | instant | instantly | violent | extreme
            | extremely | awful | stabbing | bang | all of a sudden | from nowhere | agony | brutal | vicious | like
            a hammer | lightning | strongest | very strong | super strong | really strong | like an explosion |
            insane | strong
        """,
        window=9,
        unless="""
            slight | mild | dull | hangover | hungover | caffeine | wine | headache to | tension headache | gone now
            and was mild | logistical | a bit of a headache | bit of headache | little headache | small headache |
            light headache | head exploded with | headache trying | headache finding | head exploded from maths | no
            coffee | headache of a | administrative
        """,
        name="head",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            @URINE | pee is | toilet water | my water + dark | brown | black | cola | coke | coca | tea | red | rust
            | rusty | bloody | blood | coffee | bloody | reddish | brownish | darker | iced tea | coloured | like
            cola | like tea | pink | bordeaux
        """,
        window=7,
        unless="""
            dark yellow | yellow | pissed off | black coffee made me | coffee makes me | after coffee | too much
            coffee | so much coffee | from the coffee | of coffee | in the dark | pee red bull | drank | drinking |
            coffee and | clear
        """,
        name="urine",
        areas=False,
    ),
    Rule(
        "prompt",
        groups="""
            dizzy | dizziness | dizzyness | dizy | dizzi | lightheaded | light headed | lightheadedness | light
            headedness | lightheadness | woozy | vertigo | head spinning | head was spinning | room spinning | room
            was spinning | room spun | swimmy | saw stars | seeing stars | see stars | head rush | wobbly head |
            head spins | head started spinning | world spinning | giddy in the head | everything spinning |
            everything was spinning | everything spun | everything started spinning | spinning head | off balance
            and weak | head went light | light in the head | light in my head | head light | head felt light | dissy
            | diziness | dizzines | dizzyiness | my head turns | head turning | head was turning | room was turning
            | stars in front of my eyes | stars before my eyes
        """,
        window=6,
        unless="""
            dizzy heights | spinning class | dizzy gillespie | dizzying | head spinning with ideas | head spinning
            from all the | spinning with numbers | dizzy with joy | dizzy with excitement | light headed lamp | head
            light on my bike | stars on the | watching stars | head torch | head light torch | dizzy rascal | under
            the stars | dizzy kebab
        """,
        name="dizzy",
        areas=False,
    ),
    Rule(
        "prompt",
        groups="""
            @HURT + @BONE + at night | in the night | during the night | every night | all night | through the night
            | at nights | night pain | wakes me | woke me | waking me | woken | kept me awake | keeps me awake |
            keep me awake | keeping me awake | keeps me up | kept me up | in bed | at rest | when resting | resting
            | even resting | when i rest | while resting | lying down | lying still | lie down | sitting still | sit
            still | when i sit | cant sleep | couldnt sleep | could not sleep | even when i am not | even when not
            moving | when im not moving | not even moving | doing nothing | when i lie | when i lay | laying down |
            laying in bed | just sitting | just lying | sitting down | without moving | without doing anything |
            while i sleep | when i sleep | when sleeping | while sleeping | even sitting | overnight | nighttime |
            night time | by night | nightly | wake up from | wakes up | even in rest | in rest | also in rest |
            sitting on the sofa | on the couch doing nothing | when i do nothing | wake me | waked me | wakes me up
            | sat still | when still | at 3 am | at 3am | from my sleep | out of my sleep
        """,
        window=12,
        unless="""
            cramp | cramps | cramped | calves | quads | hamstrings | doms | legs ached | legs hurt | legs aching |
            glutes | legs sore | sore legs | baby | kids | kid | neighbours | neighbors | noise | dog | legs are |
            no pain at rest | none at rest | not at rest | gone at rest | fine at rest | goes at rest | ok at rest |
            nothing at rest | disappears at rest | eases at rest | stops at rest | good night
        """,
        name="night",
    ),
    Rule(
        "prompt",
        groups="""
            one spot | a spot | single spot | pinpoint | pin point | one point | exact spot | specific spot |
            particular spot | tiny spot | small spot | same spot | one place | one tiny | fingertip | one finger |
            one exact | localised | localized | one little spot | one small | a point | certain spot | specific
            point | exact point | size of a coin | coin sized | coin size | thumb sized | size of a thumb | dime
            sized | penny sized | size of a fingertip | the spot | single point | precise spot | precise point |
            point tender | point tenderness | tender spot | sore spot | this spot | exact place | small point | this
            one spot | sharp spot | painful spot | hot spot | sharp point | pinpointed | little point |
            one area + @SPOTTED + @HURT | tenderness | press |
            pressing | pressed | touch | touching | poke | prod | push on | tender | hurts
        """,
        window=14,
        unless="""
            hit the spot | spotter | sweet spot | soft spot | foam roller | quad | quads | hamstring | glute |
            glutes | muscle | calf muscle | trigger point | foam rolling | parking spot | squat spot | same spot on
            the floor | spot in the gym | a point of
        """,
        name="pinpoint",
    ),
    Rule(
        "prompt",
        groups="""
            one spot | single spot | one point | exact spot | tiny spot | one tiny spot | one little spot | this one
            spot + press | pressing | pressed | touch | poke | prod | touched + hurts | pain | painful | tender |
            hurt | sore
        """,
        window=12,
        unless="""
            quad | quads | hamstring | glute | glutes | foam roller | muscle | hamstrings | calf | trigger
        """,
        name="spot",
    ),
    Rule(
        "prompt",
        groups="""
            @SPOTTED + tender | hurts | hurt | painful | pain | sore | tenderness | ouch | jump + press | pressing |
            pressed | touch | touching | to the touch | poke | poking | poked | prod | prodding | push on it | push
            on the | touched | tap | tapping | run my finger | thumb | finger on
        """,
        window=9,
        unless="""
            quad | quads | hamstring | glute | glutes | foam roller | muscle | hamstrings | calf muscle | bench
            press | leg press | overhead | shoulder | elbow | wrist | touch wood | touch and go | touch the floor |
            touch the ground | touch of | finger crossed | fingers crossed | tapped out | touch the bar | press ups
            | press up
        """,
        name="press",
    ),
    Rule(
        "prompt",
        groups="""
            hop | hopping | hopped | hops + @HURT | @CANT | cant | couldnt | pain | hurts | kills | kills it | agony |
            impossible | unbearable | excruciating
        """,
        window=8,
        unless="""
            hopped on the | hop on the bike | hop on a bike | hop on the treadmill | hopped on a | hopped off | hop
            off | hip hop | hopped in | hop in | calf hops | hop over | hop to it | hopping mad | bunny hop | hop
            into | hopped over | hopping on the | hops and barley | hopped straight | hopping to the | no pain on
            hopping | hopping to | kills time | kill time | kills the time
        """,
        name="hop",
    ),
    Rule(
        "prompt",
        groups="""
            @CANT + bear | put | weight bear | take | hold | place | load | bearing | weightbear + weight |
            weightbear | weight bear | bearing | weight on it
        """,
        window=8,
        unless="""
            bar | rack | barbell | more weight | extra weight | plates | plate | heavier | muscle | dumbbell |
            dumbbells | kettlebell | weight loss | put on weight | lose weight | bear crawl | bear crawls | weight
            up | the weights | weights | add weight | next time | weight room | weight back | weight down | hold the
            weight | hold weight | hold onto the weight | the weight | weight anymore | load more
        """,
        name="weight",
    ),
    Rule(
        "prompt",
        groups="""
            @CANT + stand on | walk on | step on | stand | put weight | land on | put pressure on | put my foot |
            tread on | stand up on + foot | leg | ankle | knee | heel | it | left | right
        """,
        window=7,
        unless="""
            one leg | single leg | balance | stand it | stand the | walk on my hands | stairs | doms | legs | stand
            still | cant stand it | stand on time | couldnt stand it | quads | step on it | toes | fall over |
            wobble | wobbling | stand another | stand this | left side | right side
        """,
        name="stand",
    ),
    Rule(
        "prompt",
        groups="""
            pop | popped | pops | popping | snap | snapped | crack | cracked | cracking sound | popping sound |
            snapping + weak | weakness | weaker | gave way | gives way | giving way | cant | couldnt | cannot |
            could not | lost strength | no strength | no power | lost power | lost all power | powerless | gave out
            | buckled | nothing there | strengthless | no force | lost all strength | without strength | collapsed |
            wont work | useless | had to stop | unstable | no push | lost force | dead leg | not hold | without
            power | has no
        """,
        window=16,
        unless="""
            no weakness | not weak | snap out | pop song | pop music | pop playlist | popped in | popped into | pop
            in | pop into | popped out | pop out | pop to | popped to | popped by | popped home | pop home | cracked
            on | crack on | cracked it | cracked the | whip | knuckle | knuckles | snapped a picture | snapped a
            photo | oh snap | pr popped | popped a pr | snap the hips | snap hips | hip snap | snapping the hips |
            snap at the top | popped round | popped back | pop up | popped up | resistance band | band snapped |
            snapped band | my band | popped my headphones | popped a
        """,
        name="pop",
    ),
    Rule(
        "prompt",
        groups="""
            heard a pop | felt a pop | heard a snap | felt a snap | felt something pop | felt something snap |
            something popped | something snapped | something went pop | heard a crack | loud pop | loud snap |
            audible pop | felt it pop | felt it snap | felt a ping and | heard something pop | heard something snap
            | like a gunshot | like being kicked | like someone kicked me | popping sound | felt it go pop | loud
            crack + @HURT | weak | stop | stopped | limping | limp | swollen | cant | couldnt | calf | hamstring |
            achilles | knee
        """,
        window=14,
        unless="""
            no pain | painless | harmless | no weakness | doesnt hurt | didnt hurt | felt good after | back cracked
            nicely | feels better | no problem | fine after | felt fine | relief | without pain | no issue | band
        """,
        name="heard",
    ),
    Rule(
        "prompt",
        groups="""
            @NUMB + spread | spreads | spreading | down | into | up my | moving | travelling | traveling | radiating
            | shooting | creeping | all the way | through my | to my foot | to my toes | worse | growing | leg |
            foot | arm | toes | feet | face | from my back | to the foot | into foot | lower leg | hand | side of my
            | outer thigh | fingers | calf | shin | knee | thigh
        """,
        window=9,
        unless="""
            cold | freezing | ice | iced | icy | fell asleep | asleep | laces | gloves | tight shoes | shoes |
            handlebars | brain | mind | frozen | from gripping | bar | grip | wind | rain | winter | snow | dentist
            | comfortably | down to | numb to | sat on | sitting cross legged | crossed legs | cross legged | shoe |
            numbing | excitement | phone | pain free and | band too tight | numb thumbs
        """,
        name="numb",
    ),
    Rule(
        "prompt",
        groups="""
            @SWOLLEN
        """,
        window=3,
        unless="""
            swole | pride | swollen head | ego | swollen quads | swollen biceps | pump | balloon animals | balloons
            | party | hot air balloon | birthday | like a balloon of energy | swell guy | swell time | swell session
            | swell day | was swell | feeling swell | swell workout | that swell | swelling pride | swollen with
            pride | swelling with pride | feel swell | just swell | swell of | puffy jacket | puffy eyes | eyes |
            face | gums | lymph | balloon race | the balloon | a balloon for | puffy coat | swell and | crowd
        """,
        name="swollen",
    ),
    Rule(
        "prompt",
        groups="""
            @JOINT + locked | locks | locking | lock up | locked up | got stuck | is stuck | stuck | wont bend |
            wont straighten | cant bend | cant straighten | cannot straighten | cannot bend | couldnt straighten |
            couldnt bend | jammed | seized | seized up | wont move | cant move | blocked | blocks | wouldnt bend |
            wouldnt straighten | could not bend | could not straighten | can not bend | can not straighten | cant
            extend | cant fully straighten | cant fully bend | couldnt extend | wont extend | not bend | not
            straighten | catches and
        """,
        window=8,
        unless="""
            lock out | locked out | lockout | locking out | locks out | knees locked | locked knees | locked
            straight | keep knees | keeping knees | soft | locked in | at the top | lock the knees | locked the
            knees | knees were locked | locked at the top | calf raise | calf raises | locker | locked door | stuck
            to | stuck with | stuck at | stuck in | gym was locked | gym locked | door | elbows locked | locked
            elbows | locking my elbows | elbow lock | locking the knees | locking my knees | hips locked in | lock
            in | ankle weights | lock knees | locking knees | locked position | straight knee | locked hips
        """,
        name="locked",
    ),
    Rule(
        "prompt",
        groups="""
            @CANT | wont | wouldnt + bend | straighten | extend | unbend | flex + @JOINT
        """,
        window=7,
        unless="""
            knees bent | balance | stiff from | doms
        """,
        name="bend",
    ),
    Rule(
        "prompt",
        groups="""
            fever | feverish | feaver | fiever | running a temperature | have a temperature | had a temperature |
            got a temperature | high temperature | a temp | high temp | raised temperature | temperature of | fevers
            | fevered | temperature 38 | temperature 39 | temp 38 | temp 39 | temp of 38 | temp of 39 | temp of 101
            | temp of 102 | temp of 100 | temp 101 | temp 102 | temp was 38 | temp was 39 | temperature was 38 |
            temperature was 39 | 38 5 degrees | fibre | got temperature | with temperature | have temperature | had
            temperature | temperature and chills | chills and sweats | sweats and chills | bit of a temperature |
            slight temperature | burning up
        """,
        window=5,
        unless="""
            cabin | race fever | marathon fever | spring | pitch | dance | hay | hayfever | gold | saturday | fever
            tree | gym fever | running fever | football fever | world cup | yellow fever | fever dream | room
            temperature | gym temperature | outside | room | water | oven | temp job | taper fever | olympic fever |
            fever for | office | carbon fibre | muscle fibre | fibre breakfast | high fibre | calories burning up |
            air | weather | temperature in the gym | temperature in here | dengue years | strava fever | christmas
            fever | dry fever
        """,
        name="fever",
        areas=False,
    ),
    Rule(
        "emergency",
        groups="""
            jaw + left arm | my arm | both arms | shoulder and arm + pain | pains | ache | aching | ached | hurt | hurts
        """,
        window=6,
        name="jaw and arm",
        areas=False,
    ),
    Rule(
        "prompt",
        groups="""
            @SPOTTED + keeps me awake | kept me awake | keeping me awake | wakes me | woke me | waking me | keeps waking
            me | wakes me up | woke me up | keeps me up at night | kept me up
        """,
        window=4,
        unless="""
            cramp | cramps | cramped | baby | kid | kids | dog | cat | phone | alarm | coffee | calves | quads
        """,
        name="awake",
    ),
    Rule(
        "prompt",
        groups="""
            achilles | tendon | hamstring | hammy | calf | quad | ligament + snapped | ruptured | rupture | has gone
            pop | went snap | like a kick | like being kicked | felt like i was kicked
        """,
        window=4,
        unless="""
            photo | photos | pic | picture | selfie | video | years ago | strap | band | kickback | kickbacks | surgery
        """,
        name="snapped",
    ),
    Rule("prompt", groups="foot drop | foot slaps down", name="foot drop"),
    Rule(
        "prompt",
        groups=f"""
            {_FEVERISH} + temperature | temp | thermometer | body temperature
        """,
        window=5,
        unless="""
            room | outside | gym temperature | water | oven | air | weather | heat | sun | in here | sauna | pool
        """,
        name="temperature",
        areas=False,
    ),
)

PAST = """
    years ago | year ago | last year | as a kid | when i was | months ago | used to | decade | childhood | long ago
    | history of | back in school | at school | in college | in my twenties | in my teens | as a child | as a
    teenager | years back | previous injury | in 2010 | in 2015 | in 2018 | in 2019 | in 2020 | in 2021 | in 2022 |
    in 2023 | in 2024 | in 2025 | back in 2 | a while back | ages ago | once had | i once | back in uni | in the
    past | years before | last season | last winter | last summer | last spring | last autumn
"""
"""Words that put a sign in the past."""

TOPIC = """
    read about | reading about | article | podcast | movie | film | documentary | book about | video about | watched
    | watching | tv show | song called | episode | story about | learned about | learnt about | playlist | song |
    band called | warned about | warning signs | first aid course | the leaflet | leaflet about | quiz | course
    about | blog | dreamt | dreamed | dream
"""
"""Words that make it something read or seen."""

CONDITIONAL = """
    if | in case | unless | should i get | what if | lest | whether
"""
"""Words that make it a mere possibility."""

SYMPTOMS = """
    pain | pains | dizziness | dizzy | fever | faint | fainting | numbness | tingling | swelling | swollen |
    headache | headaches | chest | breathless | breathlessness | nausea | locking | popping | symptoms | niggles |
    issues | soreness | cough | clicking | tightness | stiffness | knee | shin | calf | back | hip | blackouts |
    weakness | night | discomfort
"""
"""Words that may stand in a list of what is denied."""

PEOPLE = frozenset(
    """
        actor athlete aunt baby bestie bf bloke boss boyfriend brother buddy cat chap child children client clubmate
        coach colleague cousin dad daughter dog dude everyone father fiance fiancee flatmate friend friends gf girl
        girlfriend girlfriends grandad granddad grandfather grandma grandmother grandpa granny guy he her hero him
        his horse hubby husband kid kids lad lady man mate mates member mom mother mum nan neighbor neighbour nephew
        niece old-man others partner patient people player puppy roommate runner running-partner she sister somebody
        someone son spotter spouse stranger student teammate their them they toddler trainer training-partner uncle
        wife woman
    """.split()
)
"""Words for other people."""

SELF = frozenset(
    """
    am i id im ive me mine my myself our we
""".split()
)
"""Words for the runner who writes."""


@cache
def vocabulary() -> frozenset[str]:
    """Every word of the signs: none is taken for a typo of something else ("shortness" for soreness)."""
    told = [*GROUPS.values(), *(part for rule in RULES for part in (rule.groups, rule.unless)), PAST, TOPIC]
    return frozenset(word for text in told for word in words_of(text)) | PEOPLE
