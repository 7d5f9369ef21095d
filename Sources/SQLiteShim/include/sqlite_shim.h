#ifndef PARVIS_SQLITE_SHIM_H
#define PARVIS_SQLITE_SHIM_H

/// Turns off SQLite's statistics of memory, for which every allocation of every connection would take one lock.
/// Before SQLite is used for the first time; afterwards it does nothing and returns SQLITE_MISUSE.
int parvis_sqlite_without_memory_statistics(void);

#endif
