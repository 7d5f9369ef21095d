#include "breached_passwords.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

enum { key_length = 5 };

// Sorted keys, one after the other; bin/breached-passwords writes the file.
static const unsigned char keys[] = {
#embed "breached_passwords.bin"
};

long breached_password_count(void) { return (long)(sizeof keys / key_length); }

bool is_breached_password(const unsigned char *key) {
    long low = 0, high = breached_password_count();
    while (low < high) {
        long middle = low + (high - low) / 2;
        int order = memcmp(keys + middle * key_length, key, key_length);
        if (order == 0) return true;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}
