#ifndef SHIPKEEPER_CLIBCURL_SHIM_H
#define SHIPKEEPER_CLIBCURL_SHIM_H

#include <curl/curl.h>

/* Swift cannot call variadic functions: one typed door for each kind of argument. */

typedef size_t (*shipkeeper_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode shipkeeper_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shipkeeper_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shipkeeper_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shipkeeper_curl_set_receiver(
    CURL *handle, CURLoption option, shipkeeper_curl_receiver value) {
  return curl_easy_setopt(handle, option, value);
}

/* The number, or 0 when there is none. */
static inline long shipkeeper_curl_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

#endif
