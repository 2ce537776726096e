-- No round: who is open here is not compared with who is open there.
update shipkeeper.settings set round_every = '0';
