BEGIN TRANSACTION;
CREATE TABLE absences (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	reason VARCHAR(16) NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	CONSTRAINT pk_absences PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_absences_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "absences" VALUES(1,0,'holiday','2026-12-24','2026-12-27');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE athletes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	last_said_at BIGINT, 
	home_chat_id INTEGER, 
	name TEXT NOT NULL, 
	zone VARCHAR(64), 
	language VARCHAR(16) NOT NULL, 
	distance VARCHAR(2) NOT NULL, 
	consented_at BIGINT, 
	health_consent BOOLEAN, 
	onboarded BOOLEAN NOT NULL, 
	answered JSON NOT NULL, 
	notices_seen JSON NOT NULL, 
	circuit VARCHAR(8) NOT NULL, 
	figure VARCHAR(32) NOT NULL, 
	admin BOOLEAN NOT NULL, 
	flag JSON, 
	reminder_settings JSON NOT NULL, 
	start DATE NOT NULL, 
	unit VARCHAR(2) NOT NULL, 
	body_mass FLOAT, 
	experience VARCHAR(16) NOT NULL, 
	age INTEGER, 
	runs_given BOOLEAN NOT NULL, 
	gym_given BOOLEAN NOT NULL, 
	phase VARCHAR(16), 
	phase_since DATE, 
	week_style VARCHAR(16), 
	minutes_cap INTEGER NOT NULL, 
	high_mileage BOOLEAN NOT NULL, 
	activation VARCHAR(8) NOT NULL, 
	pull_ups INTEGER, 
	conditions JSON NOT NULL, 
	cleared BOOLEAN NOT NULL, 
	more JSON NOT NULL
);
INSERT INTO "athletes" VALUES(1,4,1799132100123456,1799132100123456,2,'Ada','Europe/Berlin','en','mi',1799132100123456,1,1,'["0","1","10","11","12","13","14","15","16","17","18","19","2","3","4","5","6","7","8","9","notes","race"]','[]','full','varied',0,NULL,'{"morning":"07:00:00","evening":"20:00:00","week":null,"activation":true,"pain_follow_up":true,"mobility_days":true,"quiet_from":"22:00:00","quiet_to":"06:30:00","ignored_in_a_row":0,"sparse":false}','2027-01-04','kg',61.5,'intermediate',34,1,1,NULL,NULL,NULL,60,0,'key',3,'[]',0,'{"runner":null,"athlete":null}');
INSERT INTO "athletes" VALUES(2,1,1799132100123456,1799132100123456,2,'Ada at the desk',NULL,'en','km',NULL,NULL,0,'[]','[]','full','varied',0,NULL,'{"morning":"07:00:00","evening":"20:00:00","week":"18:00:00","activation":true,"pain_follow_up":true,"mobility_days":true,"quiet_from":"22:00:00","quiet_to":"06:00:00","ignored_in_a_row":0,"sparse":false}','2027-01-05','kg',NULL,'intermediate',NULL,0,0,NULL,NULL,NULL,60,0,'key',NULL,'[]',0,'{"runner":null,"athlete":null}');
INSERT INTO "athletes" VALUES(3,1,1799132100123456,1799132100123456,3,'Bo',NULL,'en','km',NULL,NULL,0,'[]','[]','full','varied',0,NULL,'{"morning":"07:00:00","evening":"20:00:00","week":"18:00:00","activation":true,"pain_follow_up":true,"mobility_days":true,"quiet_from":"22:00:00","quiet_to":"06:00:00","ignored_in_a_row":0,"sparse":false}','2027-01-05','kg',NULL,'intermediate',NULL,0,0,NULL,NULL,NULL,60,0,'key',NULL,'[]',0,'{"runner":null,"athlete":null}');
CREATE TABLE changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	athlete_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	says TEXT NOT NULL, 
	replaced JSON NOT NULL, 
	undone_at BIGINT, 
	CONSTRAINT fk_changes_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "changes" VALUES(1,1,1799132100123456,'your first week','{"athlete.start":"2027-01-05","athlete.body_mass":null,"athlete.age":null,"athlete.equipment":["plate","kettlebell","bands","barbell","pullup_bar","bench","dumbbells","anchor","roller","ham_machine","cable"],"athlete.runs":[],"athlete.gym":[{"weekday":0,"time":"18:00:00"},{"weekday":1,"time":"18:00:00"},{"weekday":2,"time":"18:00:00"},{"weekday":3,"time":"18:00:00"},{"weekday":4,"time":"18:00:00"},{"weekday":5,"time":"18:00:00"},{"weekday":6,"time":"18:00:00"}],"athlete.runs_given":false,"athlete.gym_given":false,"athlete.race":null,"athlete.race_time":"09:00:00","athlete.race_km":null,"athlete.tune_ups":[],"athlete.one_rm":{},"athlete.recent_sets":[],"athlete.pull_ups":null,"zone":null,"health_consent":null,"answered":[],"onboarded":false,"reminders.week":"18:00:00","reminders.quiet_to":"06:00:00","day_choices":{"came":[{"day":"2027-01-05","minutes":30,"equipment":["dumbbells"],"swaps":{"deadlift":"romanian_deadlift"},"sleep_h":6.5,"leg_soreness":3,"skipped":false,"activation_off":true,"started_at":"2027-01-05T06:55:00.123456Z"}],"gone":[]},"week_choices":{"came":[{"monday":"2027-01-04","runs":[{"weekday":2,"type":"hard","time":"18:00:00","minutes":50}],"replan_from":2}],"gone":[]},"pains":{"came":[{"day":"2027-01-04","area":"knee","score":2,"side":"left","follow_up":true}],"gone":[]},"absences":{"came":[{"reason":"holiday","since":"2026-12-24","until":"2026-12-27"}],"gone":[]},"run_ticks":{"came":[{"day":"2027-01-03","km":12.5,"minutes":70.0}],"gone":[]}}',NULL);
INSERT INTO "changes" VALUES(2,1,1799132100123456,'two reports','{"reports":{"came":[{"id":1,"day":"2027-01-04","reading":{"day":"2027-01-04","status":"done","entries":[{"exercise":"deadlift","sets":[{"reps":5,"seconds":null,"metres":null,"load":80.0,"unit":"kg"},{"reps":5,"seconds":null,"metres":null,"load":82.5,"unit":"kg"}],"per_side":false,"rpe":8.0,"rir":null}],"effort":7.0,"feel":null,"pain":[{"area":"knee","side":"left","score":2}],"red_flag":null,"omitted":[],"minutes":null,"bodyweight":null,"form_slipped":false,"sleep":null,"soreness":null,"run":null,"ask":null,"note":"über – “fine” 🏃"},"raw_text":"deadlift 5x80, 5x82.5 @8","session":{"type":"A","tier":2,"minutes":45,"exercises":[{"exercise":"deadlift","sets":3,"low":5,"high":5,"unit_of_work":"reps","per_side":false,"load":80.0,"implement":"barbell","rest_s":120,"target":null,"rir":2,"slot":"hinge","base_load":null}]},"block":"strength","week":2,"deload":false},{"id":"x","day":"2027-01-02","reading":{"day":"2027-01-02","status":"done","entries":[{"exercise":"deadlift","sets":[{"reps":5,"seconds":null,"metres":null,"load":80.0,"unit":"kg"},{"reps":5,"seconds":null,"metres":null,"load":82.5,"unit":"kg"}],"per_side":false,"rpe":8.0,"rir":null}],"effort":7.0,"feel":null,"pain":[{"area":"knee","side":"left","score":2}],"red_flag":null,"omitted":[],"minutes":null,"bodyweight":null,"form_slipped":false,"sleep":null,"soreness":null,"run":null,"ask":null,"note":"über – “fine” 🏃"},"raw_text":"deadlift 5x80, 5x82.5 @8","session":{"type":"A","tier":2,"minutes":45,"exercises":[{"exercise":"deadlift","sets":3,"low":5,"high":5,"unit_of_work":"reps","per_side":false,"load":80.0,"implement":"barbell","rest_s":120,"target":null,"rir":2,"slot":"hinge","base_load":null}]},"block":"strength","week":2,"deload":false}],"gone":[]}}',NULL);
INSERT INTO "changes" VALUES(3,1,1799132100123456,'kilometres to miles and one report less','{"distance":"km","reports":{"came":[],"gone":[[1,{"id":"x","day":"2027-01-02","reading":{"day":"2027-01-02","status":"done","entries":[{"exercise":"deadlift","sets":[{"reps":5,"seconds":null,"metres":null,"load":80.0,"unit":"kg"},{"reps":5,"seconds":null,"metres":null,"load":82.5,"unit":"kg"}],"per_side":false,"rpe":8.0,"rir":null}],"effort":7.0,"feel":null,"pain":[{"area":"knee","side":"left","score":2}],"red_flag":null,"omitted":[],"minutes":null,"bodyweight":null,"form_slipped":false,"sleep":null,"soreness":null,"run":null,"ask":null,"note":"über – “fine” 🏃"},"raw_text":"deadlift 5x80, 5x82.5 @8","session":{"type":"A","tier":2,"minutes":45,"exercises":[{"exercise":"deadlift","sets":3,"low":5,"high":5,"unit_of_work":"reps","per_side":false,"load":80.0,"implement":"barbell","rest_s":120,"target":null,"rir":2,"slot":"hinge","base_load":null}]},"block":"strength","week":2,"deload":false}]]}}',NULL);
CREATE TABLE chats (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	athlete_id INTEGER, 
	parked_athlete_id INTEGER, 
	channel VARCHAR(32) NOT NULL, 
	platform_id VARCHAR(128) NOT NULL, 
	seen_at BIGINT NOT NULL, 
	off_at BIGINT, 
	off_reason TEXT, 
	sender VARCHAR(64), 
	sender_until BIGINT, 
	CONSTRAINT fk_chats_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE SET NULL, 
	CONSTRAINT fk_chats_parked_athlete_id FOREIGN KEY(parked_athlete_id) REFERENCES athletes (id) ON DELETE SET NULL, 
	CONSTRAINT uq_chats_channel_platform_id UNIQUE (channel, platform_id)
);
INSERT INTO "chats" VALUES(1,1,NULL,'telegram','71',1799132100123456,NULL,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(2,1,2,'console','me',1799132100123456,NULL,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(3,3,NULL,'telegram','72',1799132100123456,NULL,NULL,NULL,NULL);
CREATE TABLE checkins (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	athlete_id INTEGER NOT NULL, 
	report VARCHAR(128) NOT NULL, 
	seq INTEGER NOT NULL, 
	day DATE NOT NULL, 
	status VARCHAR(8), 
	raw_text TEXT NOT NULL, 
	reading JSON NOT NULL, 
	session JSON, 
	block VARCHAR(16), 
	week INTEGER NOT NULL, 
	deload BOOLEAN NOT NULL, 
	more JSON, 
	written_at BIGINT NOT NULL, 
	chat_id INTEGER, 
	message_id VARCHAR(128), 
	replaces INTEGER, 
	withdrawn_at BIGINT, 
	CONSTRAINT fk_checkins_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "checkins" VALUES(1,1,'n1',1,'2027-01-04','done','deadlift 5x80, 5x82.5 @8','{"day":"2027-01-04","status":"done","entries":[{"exercise":"deadlift","sets":[{"reps":5,"seconds":null,"metres":null,"load":80.0,"unit":"kg"},{"reps":5,"seconds":null,"metres":null,"load":82.5,"unit":"kg"}],"per_side":false,"rpe":8.0,"rir":null}],"effort":7.0,"feel":null,"pain":[{"area":"knee","side":"left","score":2}],"red_flag":null,"omitted":[],"minutes":null,"bodyweight":null,"form_slipped":false,"sleep":null,"soreness":null,"run":null,"ask":null,"note":"über – “fine” 🏃"}','{"type":"A","tier":2,"minutes":45,"exercises":[{"exercise":"deadlift","sets":3,"low":5,"high":5,"unit_of_work":"reps","per_side":false,"load":80.0,"implement":"barbell","rest_s":120,"target":null,"rir":2,"slot":"hinge","base_load":null}]}','strength',2,0,NULL,1799132100123456,1,'5',NULL,NULL);
INSERT INTO "checkins" VALUES(2,1,'sx',2,'2027-01-02','done','deadlift 5x80, 5x82.5 @8','{"day":"2027-01-02","status":"done","entries":[{"exercise":"deadlift","sets":[{"reps":5,"seconds":null,"metres":null,"load":80.0,"unit":"kg"},{"reps":5,"seconds":null,"metres":null,"load":82.5,"unit":"kg"}],"per_side":false,"rpe":8.0,"rir":null}],"effort":7.0,"feel":null,"pain":[{"area":"knee","side":"left","score":2}],"red_flag":null,"omitted":[],"minutes":null,"bodyweight":null,"form_slipped":false,"sleep":null,"soreness":null,"run":null,"ask":null,"note":"über – “fine” 🏃"}','{"type":"A","tier":2,"minutes":45,"exercises":[{"exercise":"deadlift","sets":3,"low":5,"high":5,"unit_of_work":"reps","per_side":false,"load":80.0,"implement":"barbell","rest_s":120,"target":null,"rir":2,"slot":"hinge","base_load":null}]}','strength',2,0,NULL,1799132100123456,1,'5',NULL,1799132100123456);
CREATE TABLE codes (
	code VARCHAR(32) NOT NULL, 
	athlete_id INTEGER NOT NULL, 
	purpose VARCHAR(8) NOT NULL, 
	payload JSON NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_codes PRIMARY KEY (code), 
	CONSTRAINT fk_codes_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "codes" VALUES('KUSTBXWJ4Z',1,'link','{}',1799133900123456,1799132100123456);
INSERT INTO "codes" VALUES('CNE5HZ2PWY',1,'invite','{"runs":[1]}',1801724100123456,NULL);
CREATE TABLE day_choices (
	athlete_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	position INTEGER NOT NULL, 
	minutes INTEGER, 
	equipment JSON, 
	swaps JSON NOT NULL, 
	sleep_h FLOAT, 
	leg_soreness INTEGER, 
	skipped BOOLEAN NOT NULL, 
	activation_off BOOLEAN NOT NULL, 
	started_at BIGINT, 
	more JSON, 
	CONSTRAINT pk_day_choices PRIMARY KEY (athlete_id, day), 
	CONSTRAINT fk_day_choices_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "day_choices" VALUES(1,'2027-01-05',0,30,'["dumbbells"]','{"deadlift":"romanian_deadlift"}',6.5,3,0,1,1799132100123456,NULL);
CREATE TABLE dialogs (
	athlete_id INTEGER NOT NULL, 
	dialog JSON, 
	guided JSON, 
	CONSTRAINT pk_dialogs PRIMARY KEY (athlete_id), 
	CONSTRAINT fk_dialogs_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "dialogs" VALUES(1,'{"question":"race","data":{"n":1},"since":"2027-01-05T06:55:00.123456Z"}','{"day":"2027-01-05","exercises":[],"exercise":1,"done":[[[80.0,5]]],"skipped":[],"efforts":[],"started_at":"2027-01-05T06:55:00.123456Z"}');
CREATE TABLE equipment (
	athlete_id INTEGER NOT NULL, 
	item VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_equipment PRIMARY KEY (athlete_id, item), 
	CONSTRAINT fk_equipment_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "equipment" VALUES(1,'barbell');
INSERT INTO "equipment" VALUES(1,'dumbbells');
INSERT INTO "equipment" VALUES(2,'anchor');
INSERT INTO "equipment" VALUES(2,'bands');
INSERT INTO "equipment" VALUES(2,'barbell');
INSERT INTO "equipment" VALUES(2,'bench');
INSERT INTO "equipment" VALUES(2,'cable');
INSERT INTO "equipment" VALUES(2,'dumbbells');
INSERT INTO "equipment" VALUES(2,'ham_machine');
INSERT INTO "equipment" VALUES(2,'kettlebell');
INSERT INTO "equipment" VALUES(2,'plate');
INSERT INTO "equipment" VALUES(2,'pullup_bar');
INSERT INTO "equipment" VALUES(2,'roller');
INSERT INTO "equipment" VALUES(3,'anchor');
INSERT INTO "equipment" VALUES(3,'bands');
INSERT INTO "equipment" VALUES(3,'barbell');
INSERT INTO "equipment" VALUES(3,'bench');
INSERT INTO "equipment" VALUES(3,'cable');
INSERT INTO "equipment" VALUES(3,'dumbbells');
INSERT INTO "equipment" VALUES(3,'ham_machine');
INSERT INTO "equipment" VALUES(3,'kettlebell');
INSERT INTO "equipment" VALUES(3,'plate');
INSERT INTO "equipment" VALUES(3,'pullup_bar');
INSERT INTO "equipment" VALUES(3,'roller');
CREATE TABLE gym_days (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	time TIME NOT NULL, 
	CONSTRAINT pk_gym_days PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_gym_days_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "gym_days" VALUES(1,0,0,'07:00:00.000000');
INSERT INTO "gym_days" VALUES(1,1,3,'07:00:00.000000');
INSERT INTO "gym_days" VALUES(2,0,0,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,1,1,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,2,2,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,3,3,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,4,4,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,5,5,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(2,6,6,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,0,0,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,1,1,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,2,2,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,3,3,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,4,4,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,5,5,'18:00:00.000000');
INSERT INTO "gym_days" VALUES(3,6,6,'18:00:00.000000');
CREATE TABLE leases (
	name VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	until BIGINT NOT NULL, 
	fence INTEGER NOT NULL, 
	CONSTRAINT pk_leases PRIMARY KEY (name)
);
INSERT INTO "leases" VALUES('tick','host:1',1799132130123456,1);
CREATE TABLE lifts (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	load FLOAT NOT NULL, 
	reps INTEGER, 
	rir INTEGER, 
	CONSTRAINT pk_lifts PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_lifts_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "lifts" VALUES(1,0,'one_rm','deadlift',120.0,NULL,NULL);
INSERT INTO "lifts" VALUES(1,1,'set','back_squat',70.0,5,2);
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('zones','package 2026.1');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat_id INTEGER NOT NULL, 
	athlete_id INTEGER, 
	state VARCHAR(8) NOT NULL, 
	reason TEXT, 
	kind VARCHAR(16) NOT NULL, 
	priority INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	not_before BIGINT NOT NULL, 
	try_after BIGINT, 
	expires_at BIGINT, 
	attempts INTEGER NOT NULL, 
	unknowns INTEGER NOT NULL, 
	sending_at BIGINT, 
	sent_at BIGINT, 
	message_id VARCHAR(128), 
	reply JSON, 
	document BLOB, 
	picture BLOB, 
	"key" VARCHAR(64), 
	edit_of VARCHAR(64), 
	edit_message_id VARCHAR(128), 
	tap_id VARCHAR(128), 
	about VARCHAR(128), 
	reminder_id INTEGER, 
	reminder_kind VARCHAR(16), 
	due_at BIGINT, 
	due_day DATE, 
	CONSTRAINT fk_outbox_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE, 
	CONSTRAINT uq_outbox_reminder_id_due_at UNIQUE (reminder_id, due_at)
);
INSERT INTO "outbox" VALUES(1,1,1,'pending',NULL,'reply',0,1799132100123456,1799132100123456,NULL,1799218500123456,0,0,NULL,NULL,NULL,'{"text":"Good morning, Ada.","buttons":[[{"label":"Done","action":"done"}]],"kind":"reply","edit":false,"edit_of":null,"key":"today","about":"session:2027-01-05","after_s":0.0,"silent":false,"document":null,"picture":null,"toast":null}',NULL,NULL,'today',NULL,NULL,NULL,'session:2027-01-05',NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(2,1,1,'pending',NULL,'timer',1,1799132100123456,1799132190123456,NULL,1799132310123456,0,0,NULL,NULL,NULL,'{"text":"rest is over","buttons":[],"kind":"timer","edit":false,"edit_of":null,"key":"rest","about":null,"after_s":90.0,"silent":false,"document":null,"picture":null,"toast":null}',NULL,NULL,'rest',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(3,1,1,'pending',NULL,'reply',0,1799132100123456,1799132100123456,NULL,1799218500123456,0,0,NULL,NULL,NULL,'{"text":"your data","buttons":[],"kind":"reply","edit":false,"edit_of":null,"key":null,"about":null,"after_s":0.0,"silent":false,"document":{"name":"ada.json","data":"","mime":"application/octet-stream"},"picture":null,"toast":null}',X'7B2261223A20317D00FF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(4,3,3,'sent',NULL,'reply',0,1799132100123456,1799132100123456,NULL,1799218500123456,1,0,NULL,1799132100123456,'p1','{"text":"hello Bo","buttons":[],"kind":"reply","edit":false,"edit_of":null,"key":null,"about":null,"after_s":0.0,"silent":false,"document":null,"picture":null,"toast":null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(5,3,3,'dead','may have arrived','reply',0,1799132100123456,1799132100123456,NULL,1799218500123456,0,0,NULL,NULL,NULL,'{"text":"and more","buttons":[],"kind":"reply","edit":false,"edit_of":null,"key":null,"about":null,"after_s":0.0,"silent":false,"document":null,"picture":null,"toast":null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(6,2,1,'expired','missed: we were down','reminder',2,1799218500123456,1799175600000000,NULL,1799190000000000,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,'evening',1799175600000000,'2027-01-05');
INSERT INTO "outbox" VALUES(7,2,1,'pending',NULL,'reminder',2,1799218500123456,1799215200000000,NULL,1799236800000000,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'morning',1799215200000000,'2027-01-06');
CREATE TABLE pains (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	day DATE NOT NULL, 
	area VARCHAR(16) NOT NULL, 
	score INTEGER NOT NULL, 
	side VARCHAR(8), 
	follow_up BOOLEAN NOT NULL, 
	more JSON, 
	CONSTRAINT pk_pains PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_pains_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "pains" VALUES(1,0,'2027-01-04','knee',2,'left',1,NULL);
CREATE TABLE races (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	day DATE, 
	time TIME, 
	km FLOAT, 
	CONSTRAINT pk_races PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_races_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "races" VALUES(1,0,'race','2027-05-02','10:00:00.000000',42.195);
INSERT INTO "races" VALUES(1,1,'tune_up','2027-04-04',NULL,NULL);
INSERT INTO "races" VALUES(2,0,'race',NULL,'09:00:00.000000',NULL);
INSERT INTO "races" VALUES(3,0,'race',NULL,'09:00:00.000000',NULL);
CREATE TABLE receipts (
	channel VARCHAR(32) NOT NULL, 
	update_id VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_receipts PRIMARY KEY (channel, update_id)
);
INSERT INTO "receipts" VALUES('telegram','1001',1799132100123456);
CREATE TABLE reminders (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	athlete_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	"plan" JSON NOT NULL, 
	due_at BIGINT, 
	sent_at BIGINT, 
	thinned BOOLEAN NOT NULL, 
	CONSTRAINT fk_reminders_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reminders_athlete_id_kind UNIQUE (athlete_id, kind)
);
INSERT INTO "reminders" VALUES(1,1,'morning','Europe/Berlin','{"kind":"morning","weekly":[375,420,420,375,420,420,420],"overrides":{},"once":null,"until":{"minutes":360,"days":0,"at":0},"until_on":{},"quiet":[1320,390]}',1799298900000000,NULL,0);
INSERT INTO "reminders" VALUES(2,1,'activation','Europe/Berlin','{"kind":"activation","weekly":[null,null,null,null,null,null,467],"overrides":{"2027-01-06":1067,"2027-01-10":null,"2027-05-02":555,"2027-04-04":555},"once":null,"until":{"minutes":13,"days":0,"at":0},"until_on":{"2027-05-02":45,"2027-04-04":45},"quiet":null}',1799254020000000,NULL,0);
INSERT INTO "reminders" VALUES(3,1,'evening','Europe/Berlin','{"kind":"evening","weekly":[1200,1200,1200,1200,1200,1200,1200],"overrides":{},"once":null,"until":{"minutes":null,"days":1,"at":0},"until_on":{},"quiet":[1320,390]}',1799262000000000,NULL,0);
CREATE TABLE run_ticks (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	day DATE NOT NULL, 
	km FLOAT, 
	minutes FLOAT, 
	more JSON, 
	CONSTRAINT pk_run_ticks PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_run_ticks_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "run_ticks" VALUES(1,0,'2027-01-03',12.5,70.0,NULL);
CREATE TABLE runs (
	athlete_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	type VARCHAR(8) NOT NULL, 
	time TIME NOT NULL, 
	minutes INTEGER NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (athlete_id, position), 
	CONSTRAINT fk_runs_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "runs" VALUES(1,0,1,'easy','18:30:00.000000',40);
INSERT INTO "runs" VALUES(1,1,6,'long','08:00:00.000000',90);
CREATE TABLE sessions (
	checkin_id INTEGER NOT NULL, 
	athlete_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	type VARCHAR(4) NOT NULL, 
	tier INTEGER, 
	minutes INTEGER NOT NULL, 
	status VARCHAR(8), 
	effort FLOAT, 
	CONSTRAINT pk_sessions PRIMARY KEY (checkin_id), 
	CONSTRAINT fk_sessions_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE, 
	CONSTRAINT fk_sessions_checkin_id FOREIGN KEY(checkin_id) REFERENCES checkins (id) ON DELETE CASCADE
);
INSERT INTO "sessions" VALUES(1,1,'2027-01-04','A',2,45,'done',7.0);
CREATE TABLE set_aside (
	channel VARCHAR(32) NOT NULL, 
	update_id VARCHAR(128) NOT NULL, 
	platform_id VARCHAR(128) NOT NULL, 
	raw_text TEXT NOT NULL, 
	error VARCHAR(128) NOT NULL, 
	tries INTEGER NOT NULL, 
	first_at BIGINT NOT NULL, 
	given_up_at BIGINT, 
	CONSTRAINT pk_set_aside PRIMARY KEY (channel, update_id)
);
INSERT INTO "set_aside" VALUES('telegram','9','72','what I said','ValueError at x.py:1',1,1799132100123456,NULL);
CREATE TABLE set_entries (
	checkin_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	athlete_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	per_side BOOLEAN NOT NULL, 
	reps INTEGER, 
	seconds INTEGER, 
	metres INTEGER, 
	load FLOAT, 
	unit VARCHAR(2), 
	rpe FLOAT, 
	rir FLOAT, 
	CONSTRAINT pk_set_entries PRIMARY KEY (checkin_id, position), 
	CONSTRAINT fk_set_entries_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE, 
	CONSTRAINT fk_set_entries_checkin_id FOREIGN KEY(checkin_id) REFERENCES checkins (id) ON DELETE CASCADE
);
INSERT INTO "set_entries" VALUES(1,0,1,'2027-01-04','deadlift',0,5,NULL,NULL,80.0,'kg',8.0,NULL);
INSERT INTO "set_entries" VALUES(1,1,1,'2027-01-04','deadlift',0,5,NULL,NULL,82.5,'kg',8.0,NULL);
CREATE TABLE week_choices (
	athlete_id INTEGER NOT NULL, 
	monday DATE NOT NULL, 
	position INTEGER NOT NULL, 
	runs JSON NOT NULL, 
	replan_from INTEGER NOT NULL, 
	more JSON, 
	CONSTRAINT pk_week_choices PRIMARY KEY (athlete_id, monday), 
	CONSTRAINT fk_week_choices_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "week_choices" VALUES(1,'2027-01-04',0,'[{"weekday":2,"type":"hard","time":"18:00:00","minutes":50}]',2,NULL);
CREATE TABLE working_loads (
	athlete_id INTEGER NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	load FLOAT, 
	target INTEGER, 
	CONSTRAINT pk_working_loads PRIMARY KEY (athlete_id, exercise), 
	CONSTRAINT fk_working_loads_athlete_id FOREIGN KEY(athlete_id) REFERENCES athletes (id) ON DELETE CASCADE
);
INSERT INTO "working_loads" VALUES(1,'deadlift',82.5,NULL);
CREATE INDEX ix_receipts_at ON receipts (at);
CREATE INDEX ix_set_aside_platform_id ON set_aside (platform_id);
CREATE INDEX ix_changes_athlete_id ON changes (athlete_id);
CREATE INDEX ix_chats_athlete_id ON chats (athlete_id);
CREATE INDEX ix_checkins_athlete_id ON checkins (athlete_id);
CREATE INDEX ix_checkins_days ON checkins (athlete_id, day);
CREATE INDEX ix_checkins_message ON checkins (chat_id, message_id);
CREATE UNIQUE INDEX uq_checkins_standing ON checkins (athlete_id, report) WHERE withdrawn_at IS NULL;
CREATE INDEX ix_codes_athlete_id ON codes (athlete_id);
CREATE INDEX ix_reminders_due ON reminders (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ix_outbox_athlete_id ON outbox (athlete_id);
CREATE INDEX ix_outbox_chat_pending ON outbox (chat_id, priority, not_before, id) WHERE state = 'pending';
CREATE INDEX ix_outbox_expiring ON outbox (expires_at) WHERE state = 'pending';
CREATE INDEX ix_outbox_key ON outbox (chat_id, "key");
CREATE INDEX ix_outbox_message ON outbox (chat_id, message_id);
CREATE INDEX ix_outbox_ready ON outbox (priority, not_before, id) WHERE state = 'pending';
CREATE INDEX ix_outbox_sent_at ON outbox (sent_at);
CREATE INDEX ix_sessions_athlete_id ON sessions (athlete_id);
CREATE INDEX ix_set_entries_athlete_id ON set_entries (athlete_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('chats',3);
INSERT INTO "sqlite_sequence" VALUES('athletes',3);
INSERT INTO "sqlite_sequence" VALUES('changes',3);
INSERT INTO "sqlite_sequence" VALUES('reminders',3);
INSERT INTO "sqlite_sequence" VALUES('checkins',2);
INSERT INTO "sqlite_sequence" VALUES('outbox',7);
COMMIT;
