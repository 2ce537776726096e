-- The opposite of install.sql: removes every function, view and trigger that a deployment recorded, and nothing else.
-- migrations/migrate runs it before a way down. By hand: in one transaction, as the owner of Shipkeeper's schemas.
update shipkeeper.deployed_object set obsolete = true;
update shipkeeper.deployment set install_digest = null;
\ir ../migrations/drop_obsolete.sql
