// What the precompiled headers are compiled for; see gantry_precompile.
