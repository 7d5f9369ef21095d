#include "curl_shim.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct curl_shim {
    CURL *easy;
    struct curl_slist *recipients;
    const unsigned char *content;
    size_t remaining;
    int content_asked;
    CURLcode result;
    long reply_code;
    char reply_line[512];
    char failure[CURL_ERROR_SIZE];
};

/* The first option that libcurl refuses is the result: nothing is sent with half of the settings. */
#define SET(mail, option, value) keep((mail), curl_easy_setopt((mail)->easy, (option), (value)))

static void keep(curl_shim *mail, CURLcode code) {
    if (mail->result == CURLE_OK) mail->result = code;
}

static size_t read_content(char *into, size_t size, size_t count, void *context) {
    curl_shim *mail = context;
    size_t length = size * count < mail->remaining ? size * count : mail->remaining;
    mail->content_asked = 1;
    memcpy(into, mail->content, length);
    mail->content += length;
    mail->remaining -= length;
    return length;
}

static size_t keep_reply(char *line, size_t size, size_t count, void *context) {
    curl_shim *mail = context;
    size_t length = size * count;
    if (length > 3 && (line[0] == '4' || line[0] == '5')) {
        size_t kept = length < sizeof mail->reply_line ? length : sizeof mail->reply_line - 1;
        memcpy(mail->reply_line, line, kept);
        mail->reply_line[kept] = 0;
    }
    return length;
}

static void set_defaults(curl_shim *mail, const char *url) {
    SET(mail, CURLOPT_ERRORBUFFER, mail->failure);
    SET(mail, CURLOPT_URL, url);
    SET(mail, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    SET(mail, CURLOPT_PROXY, ""); /* an http_proxy in the environment is not for mail */
    SET(mail, CURLOPT_NOSIGNAL, 1L);
    SET(mail, CURLOPT_FORBID_REUSE, 1L); /* says QUIT under our limits, not under libcurl's two minutes */
    SET(mail, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(mail, CURLOPT_SSL_VERIFYPEER, 1L);
    SET(mail, CURLOPT_SSL_VERIFYHOST, 2L);
    SET(mail, CURLOPT_HEADERFUNCTION, keep_reply);
    SET(mail, CURLOPT_HEADERDATA, mail);
    SET(mail, CURLOPT_READFUNCTION, read_content);
    SET(mail, CURLOPT_READDATA, mail);
    SET(mail, CURLOPT_UPLOAD, 1L);
}

int curl_shim_prepare(void) { return (int)curl_global_init(CURL_GLOBAL_DEFAULT); }

curl_shim *curl_shim_open(const char *url) {
    curl_shim *mail = calloc(1, sizeof *mail);
    if (!mail) return NULL;
    mail->easy = curl_easy_init();
    if (!mail->easy) {
        free(mail);
        return NULL;
    }
    set_defaults(mail, url);
    return mail;
}

void curl_shim_close(curl_shim *mail) {
    curl_easy_cleanup(mail->easy);
    curl_slist_free_all(mail->recipients);
    free(mail);
}

void curl_shim_limits(curl_shim *mail, long connect_milliseconds, long total_milliseconds) {
    SET(mail, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    SET(mail, CURLOPT_TIMEOUT_MS, total_milliseconds);
    /* Without it the answer to QUIT, after the mail was taken, could be waited for two minutes. */
    SET(mail, CURLOPT_SERVER_RESPONSE_TIMEOUT, total_milliseconds / 1000 + 1);
}

void curl_shim_require_tls(curl_shim *mail) { SET(mail, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL); }

void curl_shim_trust_only(curl_shim *mail, const char *file, const char *directory) {
    SET(mail, CURLOPT_CAINFO, file);
    SET(mail, CURLOPT_CAPATH, directory);
}

void curl_shim_trust_any(curl_shim *mail) {
    SET(mail, CURLOPT_SSL_VERIFYPEER, 0L);
    SET(mail, CURLOPT_SSL_VERIFYHOST, 0L);
}

void curl_shim_login(curl_shim *mail, const char *username, const char *password) {
    SET(mail, CURLOPT_USERNAME, username);
    SET(mail, CURLOPT_PASSWORD, password);
}

void curl_shim_sender(curl_shim *mail, const char *address) { SET(mail, CURLOPT_MAIL_FROM, address); }

void curl_shim_recipient(curl_shim *mail, const char *address) {
    struct curl_slist *longer = curl_slist_append(mail->recipients, address);
    if (longer) mail->recipients = longer;
    else keep(mail, CURLE_OUT_OF_MEMORY);
}

int curl_shim_send(curl_shim *mail, const unsigned char *content, size_t length) {
    /* OpenSSL writes without MSG_NOSIGNAL: a server that hangs up must not end the process. */
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);

    mail->content = content;
    mail->remaining = length;
    SET(mail, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length);
    SET(mail, CURLOPT_MAIL_RCPT, mail->recipients);
    if (mail->result == CURLE_OK) mail->result = curl_easy_perform(mail->easy);
    curl_easy_getinfo(mail->easy, CURLINFO_RESPONSE_CODE, &mail->reply_code);
    return (int)mail->result;
}

enum curl_shim_stage curl_shim_stage_reached(const curl_shim *mail) {
    if (mail->content_asked) return CURL_SHIM_CONTENT;
    return mail->result == CURLE_SEND_ERROR ? CURL_SHIM_ENVELOPE : CURL_SHIM_SESSION;
}

long curl_shim_reply_code(const curl_shim *mail) { return mail->reply_code; }

const char *curl_shim_reply_line(const curl_shim *mail) { return mail->reply_line; }

const char *curl_shim_failure(const curl_shim *mail) {
    return mail->failure[0] ? mail->failure : curl_easy_strerror(mail->result);
}
