// All of them in one process.
import './cgroups.mjs';
import './faults.mjs';
import './nfs.mjs';
