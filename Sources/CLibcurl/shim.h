#ifndef SHIPKEEPER_CLIBCURL_SHIM_H
#define SHIPKEEPER_CLIBCURL_SHIM_H

#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>

/* Swift cannot call variadic functions: one typed door for each kind of argument. */

typedef size_t (*shipkeeper_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode shipkeeper_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shipkeeper_curl_set_text(
    CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shipkeeper_curl_set_pointer(
    CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

/* One receiver for header lines and body, told apart by its context. */
static inline CURLcode shipkeeper_curl_set_receiver(
    CURL *handle, shipkeeper_curl_receiver receiver, void *headers, void *body) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receiver);
  if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receiver);
  if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, headers);
  return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, body) : code;
}

/* The number, or 0 when there is none. */
static inline long shipkeeper_curl_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

/* Whether there was somebody who let nobody in, and not only no way there. */
static inline bool shipkeeper_curl_was_refused(CURL *handle) {
  return shipkeeper_curl_number(handle, CURLINFO_OS_ERRNO) == ECONNREFUSED;
}

#endif
