import CLibcurl

/// Sends one request at a time to one origin.
final class HTTPClient {
  private static let bodyLimit = 16 * 1024 * 1024
  private let handle = curl_easy_init()
  private let configuration: Configuration
  // Without `Expect: 100-continue`: a 417 would make libcurl send the request a second time.
  private let postFields = curl_slist_append(
    curl_slist_append(nil, "Content-Type: application/json"), "Expect:")

  /// Keeps a connection between GETs until the client goes away.
  init(_ configuration: Configuration) { self.configuration = configuration }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(postFields)
  }

  /// Sends a request and takes its answer; a redirect is an answer like any other.
  func send(_ request: Request) -> Answer {
    var headers = Reception(limit: 64 * 1024, isForHeaders: true)
    var body = Reception(limit: Self.bodyLimit, isForHeaders: false)
    let code = withUnsafeMutablePointer(to: &headers) { headers in
      withUnsafeMutablePointer(to: &body) { body in
        prepare(request, headers, body).first { $0 != CURLE_OK } ?? curl_easy_perform(handle)
      }
    }
    let failure = headers.hasOverflowed || body.hasOverflowed ? .tooLarge : failure(code)
    let status = shipkeeper_curl_number(handle, CURLINFO_RESPONSE_CODE)
    // An interim response is no answer.
    guard status >= 200 else { return Answer(error: failure ?? .reset) }
    let whole = failure == nil ? body.bytes : nil
    return Answer(status: status, headers: headers.bytes, body: whole, error: failure)
  }

  private func prepare(
    _ request: Request, _ headers: UnsafeMutableRawPointer, _ body: UnsafeMutableRawPointer
  ) -> [CURLcode] {
    let origin = configuration.origin
    let isPost = request.method == "POST"
    let numbers = [
      (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1), (CURLOPT_PATH_AS_IS, 1),
      (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
      // Basic and nothing else: no second round after a 401.
      (CURLOPT_HTTPAUTH, 1), (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1), (CURLOPT_NOSIGNAL, 1),
      // A resolver without an answer must not outlast the limit; to libcurl 0 is no limit.
      (CURLOPT_QUICK_EXIT, 1), (CURLOPT_CONNECTTIMEOUT_MS, 5000),
      (CURLOPT_TIMEOUT_MS, max(1, Int(request.timeout / .milliseconds(1)))),
      (CURLOPT_MAXFILESIZE, Self.bodyLimit),
      // What a kept connection loses libcurl sends again; on a new connection it never does.
      (CURLOPT_FRESH_CONNECT, isPost ? 1 : 0), (CURLOPT_FORBID_REUSE, isPost ? 1 : 0),
    ]
    let texts: [(CURLoption, String?)] = [
      (CURLOPT_URL, origin.url + request.path),
      (CURLOPT_PROTOCOLS_STR, origin.isLoopback ? "http,https" : "https"),
      (CURLOPT_PROXY, origin.isLoopback ? "" : nil),  // nil leaves it to the environment.
      (CURLOPT_USERNAME, configuration.key), (CURLOPT_PASSWORD, configuration.secret),
      (CURLOPT_USERAGENT, "shipkeeper/\(Shipkeeper.version)"),
    ]
    curl_easy_reset(handle)
    var codes = numbers.map { shipkeeper_curl_set_number(handle, $0.0, $0.1) }
    codes += texts.map { shipkeeper_curl_set_text(handle, $0.0, $0.1) }
    codes.append(shipkeeper_curl_set_receiver(handle, Reception.callback, headers, body))
    if isPost, let bytes = request.body {
      codes.append(shipkeeper_curl_set_pointer(handle, CURLOPT_HTTPHEADER, postFields))
      codes.append(shipkeeper_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, bytes.count))
      codes.append(shipkeeper_curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, bytes))
    }
    return codes
  }

  private func failure(_ code: CURLcode) -> Answer.Failure? {
    switch code {
    case CURLE_OK: nil
    case CURLE_OPERATION_TIMEDOUT:
      // As long as nothing was sent, it was the connection that was not ready in time.
      shipkeeper_curl_number(handle, CURLINFO_REQUEST_SIZE) == 0 ? .connect : .timeout
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .dns
    case CURLE_COULDNT_CONNECT: shipkeeper_curl_was_refused(handle) ? .refused : .connect
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE: .tls
    // UNSUPPORTED_PROTOCOL: the answer did not begin as HTTP does.
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE,
      CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
      .reset
    case CURLE_FILESIZE_EXCEEDED: .tooLarge
    default: .transport
    }
  }
}
