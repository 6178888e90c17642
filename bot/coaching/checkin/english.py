"""Common English words that are a letter or two from a word of the reader and are no typo of it."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

COMMON = frozenset(
    """
    abducted abiding ability abridged achieves addiction addictions addition adverse aeroplane airline airplanes
    alienating alright alternative alves andi angle angling angular ante ants arises arising arrives asean asia asians
    assaulted assaults asserted assessed assigned assistants assisting assists assorted auction averted avian awkward
    bach backing backpacks backs backseat backwards backyard baek bagging bags bailing baird baiting bake bald balding
    bale bali ballots balls balm banda banding bane bang banged banging bangs banished banked banking banks banned
    banning bans bard bark barrels barrier barriers bashing bask bassist bathing battled battles beach bead beak beal
    beam beaming bean beard bears beat beau beck beech beer beet begged begs beige beit bella belle bello belo belts
    bend bending bends bene benn benz berries bert beset bess bets bicycles bidding bids biggs biker bikes bile bill
    billing bind binding binds biometric bite black blackjack blaming bland blanks blending blinding blinking bloc
    blocks blowers blushing boar boarding boating bode boggs boiling bolster bolt bond bonded bonding bonds bony booming
    booster borough bottle bottoms boulder bouncing bounds bowers bowing bowling boyd brad bragging brainer branches
    brand branded branding brands breached breaches bread breather breathes breathless brent bribe bribing brice bride
    brides bridget brie briefing brig brine bringing brock brody brood broward browser bruising brunch brushed brushes
    brushing buck bucs budding buds buggy bulb bulbs bulge bulging bulk bull bulls bumpers bumping bums bunch bunches
    buns bunting burdens burgers burgess burmese burners burrell bursting burt burying bust busting butte butts buys
    byrd cables cabs cain calc cali caliber calif call calle calling callous calls calm calming calms calories camels
    cameo camping camry cams candies canning cans capping caps cara carb carbs card cards care careers cares carey carl
    carly carmel caro carp carr carriages carrick carrie carried carrier carriers carrots cart cartier carts carve
    carving cary cashing cass cast casts catching cate cath cato cattle causing caves cavs ceiling centric chain chains
    chamber chan changing channing chanting chap charging charting chats cheat chen cherries chess chests chet chia chic
    chilled china ching chino chip chipped chipping chips chit chiu choi choo chops chou chow chun churches churning
    circled circling citation citations clad claim claims clamp clamps clan clans clashed clashes clasp class classic
    claus claw claws clay cleans clear clem climbed climbers climbs clinging clip clipped clipper clipping clone closer
    closes closet clothing clove cluster clutches clutter coaster coating coats coin coins collins compelled compete
    competed competes completely completes complex complexes complied compute computed concentrating concentrations cone
    conf cong conn cons cont contain convention conventionally conventions converted convo cooling coop cops corning
    couches cough counting courting crabs cram crap crashed crashes crass crawls cray creates crest crib criss crop
    crops crosses crouch crowder crowley crows cruiser cruising crunchy crusader crushes crutch crutches ctrl cull
    cumming cunning curb curd cure cures curling curly curry cursing curt curving cushing cuts cutting cycle cycles
    cyclists cyclone dads damping dancing dang dangling darrell dashing dawn deadliest deadline deadlines deaf deal
    dealing deals dealt dean deans dear death debt deceive decks declare declined declines deco deduction deed deeds
    deem deen deer defeats defiant deficient deficits definite delegated deli delighted dell delta dent depp dept depths
    derive derives deserve deserved deserves desk desmond diamonds dick digs dill dipping distrust dive diverse diverted
    dives dizzy doable dock docs doge dogg doin donation donations donkeys dons dots doubled doubles doubly dowd downing
    drained draining drastic dread dredging dressed dresser dresses dries drilling drip dripping driven driver drivers
    drooling drops drove droves drown ducks duct dumbest dumping dunk dusk dusting dwell dynamical dynamics dynamite
    earners earning earnings earring ease east efforts elected elevate elevator elliptic enrolling equating erasing
    eternal etsy excerpt exercised exorcist expansion expansions expertise expresses extensive externally faced faces
    facet faceted fact fade fail failing fainted faintly faire fairies fake fallout falls fame famer fanning farce fare
    farmed farming farmland farms farr farrell fart farting fate fathers fave faye faze fearing feat ferries fiat fibre
    fide fife file fill filling filming findlay finisher finishers finishes firearm firearms fired fires firm firmer
    fishing fission flag flak flaming flamingo flanking flanks flap flats flatten flatter flattery flaw flaws flax
    fleming flinders flipped flipping flips float floating flood floors flop flops floss flotation flour flowers flown
    flushing folding follow font food fool fooling footing footy foraging forcing fore foreword forging formal former
    forming forster fort forwarded forwards fouling founding fountain fountains framing frat fresher frida fridge frills
    fringes frogs fronted fronts frost fuel fully funding furnish furnished gagging gaining gallant gallons gallows
    gastric gaussian geometric giggle glancing glider gliding glimmer glitter glue gluten gold golfing goode goods goody
    goof goon gosling goulding grained grasses greater greatness greats greet greta grid grilling grills grin grinning
    gripped gripping grips grit grounding growling grudges guesses guiding gunning gushing haas habs hacking hacks
    hailing hairstyle hale hall halls halt halting halves hamas hamm hammering hammers hamper hana handbag handbags
    handed handing handling handy hangin hangs hank hanks hans hara harding hardy hare hari harm harming harms harp
    harriet hart hastings hatching hats hauling haunted haunting hawk hawking hays headache headaches heads heady heal
    healy heap hear heard heartache heat heated heating heave heck hedging heed height hells henning herd herding
    herring hide highs hiked hikes hilly hilt hind hinting hire hiss hits hitting hive hoard hoes hogs hola hole holed
    holes holster holt holy hong hood hoods hoops hope hopes hopping horus hosting hounds howling huang hugging hugh
    hull humming hung hungarian hungarians hunting hunts hurd hurling hurst hussain huts hwang hydrate hype hyped
    hypertension impartial inclined include indebted induction infected infernal inferred infested ingested inherited
    injected inkling inline inserted insisted integral internally internet interns interpol interval invented inverse
    invested invited ironing irregular isis isps jace jacks jamming jerks jerky jingle jock joining judging keeping
    kicking kicks kidding kills kink kipling kirk kissing kneel knew kurdish labs lacking lads lagged lagging lags laing
    landed landing landline lange lansing laos laps lars lashing lass lasts late laterally launches laws laying lays
    leds lees leftover lego lending lens lesions lessons lets levers liberal life lifts lighted limping ling linking
    lint list literal loader loading loaned loathing lobster location locations lockout lodging loft logged logging logs
    loner longing lookout looming loser losers lots lounge lover lovers lowe lunches lung lungs lurking lyft mach
    machete machinery machines mailing maintain managing manning mapping marc marco marcy mariner marital markers
    marking markings married marries marrying marsh martial martian maryland masking match matching material maternal
    meaning meanings medicare medicinal medicines merch merging meteors meyers militant militarily milking milling
    mingle minister minster miracles mission missions mistrust mobilize mocking molding monastery moniker monitor
    monsieur monsters morality morbidity mornin mounds mountains mounting mourning mowing munster mutation mutations
    nailing nanjing napping natural netball netting nobility nodding norma norman norwich notation nothin noticing
    noting numbers numbing nursing oakland observe obsession openness outright ovation oven overalls overhaul overheard
    overkill overlap overlay overload overs overseas overt overtly owing packard packing paid paint painted painter
    pairing palate pale palin pallets palm palo pals panting parking parkland parnell particle parties parting partisan
    parts partying passing passion passions pastors patching paternal paul pausing pawn payoff peaches peaking pegged
    pell penalty pension pensions perched pershing perverse peters phishing phone pies pile piles pill pillows pills
    pimp pine pines pinning pipe pipes pissing piston pistons placing plain plane planes plano plans plant planting
    plants plastic plastics plat plated plating plato platt platter playoff pleases plugging plumber plump plunging
    plush pointed poise poke poker pokes pole poll polled polling polls polo pomp ponds pooling pope popping pore posed
    poses posey posh posse post posting pounding powder powers praises praising prank pranks preached preachers premises
    prepping pres preserve preserved preserves presley pressed pressure pressures print printed prints probation probe
    processes procter prose prosper prove prune pruning prussia prussian pugh puke pulling pulp puma pumping pumps
    punches punching punished punishing purging purported pursuing pushy puss putting quan quarries quay quid quitting
    quotation quotations quoting racking racks raiders raiding railing railings raining raised raiser raisin rallying
    raman ranches rang ranging rank ranking ranting rape rapping raps rations rattle reached reaches realising reap
    rebounding receive records recycle recycling reds reduction reeling rees refer referee refers refs regents regularly
    regulars regulate regulator rehearse reigned rejects relation relations release relegated relying remorse renting
    repeal repeated repent replays repo reports reprints reserved reserves resistant resisted resolve respects retreats
    reveals revel revenge revenue reverb revere revered reversal reversed reverses revert reverted revising rice rick
    ride ridge ridges rife rigging ringing ringo rings rink rinse ripe ripping rips risen rises rising risk risking rite
    river rivers roaming roar roaring robbing robe robs rocking rocky rode rodman rods roger rohan role roles rolf
    rollers rollin rollins roma romania romano romans rome ronan roofing rook rooster rooting roper ropes rose ross
    rotating rotational rote rotting rousing routing rover rovers roving rowan rowe rowling rubbing ruining rung runnin
    ruse rushing russia sacking safely sailing saith salam salvation sandbox sanders sandman sanitation sassy saturation
    scalp scam scan scanning scar scarring scat schiller scissors scoreless scrap scratched scratches scratching
    screeching scripts scrolling seabed sealed seam searching seasons seater secession seconded section sections secular
    seduction seed seeding seizing sell selling sellout sending sessions settle setup sewing shading shadows shall sham
    shaming shed shelf shells shelly shep sherman shingle shining ship shipped shipper shipping ships shits shivers
    shopped shopping shore shoulda shouldnt show shrines shrinks shrub shrugs shudder shutter shutting siam sick sided
    siding sighted signing sims sine sing singing singled singles sings sinking sins sipping sips sire site sites sith
    situ size skate skaters skates sketched sketches sketching skid skies skill skilled skim skimmed skimming skin
    skinned skins skipper skis skit skulls slab slade slag slamming slams slap slapped slapping slated slater slay
    slaying slew slice slices slicing slick slid slim slime slimmer slimming sling slipper slippers slit sliver sloping
    slot slowing slows slum slumber smell smiling smite smiths smyth snap snapped snapping sniff snipers sniping snippet
    snitch snow soaking soap soaring softness soldiers soles solitary solving soothing sora sores sorting sounding
    sounds sowing spain spalding spam spamming span spaniard spanking spanning spatial sped spell spending spider
    spiders spilt spinning spins spirits spit spits spore spring springing springs sprinter sprouts spun squad squads
    stack stacking staff staffing staging stain staining stairs staking stalking stalling stamping stances standards
    standings stanford star staring starlight starling starr starring starting starving stated stating station
    stationery stations staying stealing steaming steep steering stem stemming stems steph sterling stew sticks sticky
    sting stink stinking stirs stitched stitches stitching stock stomping stopping stops store stow straighten stresses
    stretcher strings stripped stripping strolling stuck stuff stunning stutter sued suing suitcases suits summing sums
    supercar superhuman support supporter supporters supports supposed sure surfing surging swam swap swapped swapping
    swarming sweeping swell swelled swept swims swine swiping swirling swollen swore swung syed tack tagging tainted
    talk talkin tang tanks tanning tapping tarp task teacher teaming techniques tees telling temp tempe temps tempt
    tending tension tensions thank thanking thorough though thought thrashing threats threw throats thrown throws
    thumping tick tide tier ties tile tipping tires toaster toms tones tons tooling topping tops torch toss totes tots
    touchy towed towels tower towers towing toys tracker trad trailed trailer trailers trailing trainee trainees
    trainers traitor tram tramp tran trapper traverse tray treachery trenches tres trimming trip tripped tripping
    trolling trotter trough truck trucker truest truss trusted trustee trustees trusting trusts trusty turk turning tusk
    twister tyre unconventional unilaterally unmanned unsupported unwanted vaccine valuation valuations valuing valves
    vanished varying versions vocation vulgar wack wail wailing waist waite waited waiters waiting waiver waking walcott
    wales walla wallis wally walt walter wank wanting ward ware warmer warms warn warnings warp warring wars wary
    washing wasting watching water watkins welding wells whaling wheels whipped whipping whiter wider width wiggle wight
    wilkins willing wills windfall winding wings winning wipe wipes wiser wish wishing witch wits witt woods woody woof
    wool word wording words workings workouts worm worries worrying would wounding wounds wretched wright writ writer
    yoda yogi yoko zooming
    """.split()
)
