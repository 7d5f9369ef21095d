#ifndef CURL_SHIM_H
#define CURL_SHIM_H

#include <stddef.h>

/* One mail on its way through libcurl, whose option setter is variadic and so cannot be called from Swift.
 * libcurl does not look for line breaks in addresses: the caller has refused them. Strings are copied.
 * A handle is used by one thread at a time. */
typedef struct curl_shim curl_shim;

/* How far the conversation had come when it ended. */
enum curl_shim_stage {
    CURL_SHIM_SESSION = 0, /* connecting, greeting, TLS, sign-in: nothing about this mail was said */
    CURL_SHIM_ENVELOPE = 1, /* the server answered no to the sender, a recipient or the request to send */
    CURL_SHIM_CONTENT = 2 /* the server had said go on, and content was being sent or judged */
};

/* Once per process, before anything else. 0 when libcurl is ready. */
int curl_shim_prepare(void);

/* NULL when memory is short. The path of the address is the name said in EHLO. */
curl_shim *curl_shim_open(const char *url);
void curl_shim_close(curl_shim *mail);

void curl_shim_limits(curl_shim *mail, long connect_milliseconds, long total_milliseconds);
void curl_shim_require_tls(curl_shim *mail);
/* Either may be NULL; what is given replaces the system's authorities. */
void curl_shim_trust_only(curl_shim *mail, const char *file, const char *directory);
void curl_shim_trust_any(curl_shim *mail);
void curl_shim_login(curl_shim *mail, const char *username, const char *password);
void curl_shim_sender(curl_shim *mail, const char *address);
void curl_shim_recipient(curl_shim *mail, const char *address);

/* Blocks until the server has answered or a limit is reached; 0 when the server took the mail.
 * The content ends its lines with CRLF; libcurl doubles leading dots. */
int curl_shim_send(curl_shim *mail, const unsigned char *content, size_t length);

enum curl_shim_stage curl_shim_stage_reached(const curl_shim *mail);
/* The server's last reply code, 0 when it never spoke. */
long curl_shim_reply_code(const curl_shim *mail);
/* The last 4xx or 5xx line the server said, not necessarily UTF-8, or "". */
const char *curl_shim_reply_line(const curl_shim *mail);
/* libcurl's own words for the failure. Never holds the password. */
const char *curl_shim_failure(const curl_shim *mail);

#endif
