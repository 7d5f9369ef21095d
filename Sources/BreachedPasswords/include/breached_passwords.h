#ifndef BREACHED_PASSWORDS_H
#define BREACHED_PASSWORDS_H

#include <stdbool.h>

/// Whether a password's key is in the list: the first five bytes of its SHA-256. `key` points to five bytes.
bool is_breached_password(const unsigned char *key);

/// How many keys the list has.
long breached_password_count(void);

#endif
