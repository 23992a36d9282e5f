#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

/// Writes the heads of HTTP/1.1 messages.
namespace gantry::net {

/// The Date field's value, formatted again only when the second changes. One per network thread.
class HttpDate {
  public:
    /// "Sun, 06 Nov 1994 08:49:37 GMT" of the system clock.
    std::string_view now();

    static std::string format(std::time_t seconds);

  private:
    std::time_t formatted_ = -1;
    std::string text_;
};

/// What the server decides about an answer, beside what the handler wrote.
struct AnswerContext {
    bool head_request = false;
    bool http11 = true;      ///< of the request
    bool keep_alive = true;  ///< false: "Connection: close"
    std::string_view date;
};

/// Appends status line and fields. Date, Content-Length and Connection are ours: the handler's own
/// are left out (its Content-Length counts only in the bodiless answer to HEAD). Line breaks in a
/// field become spaces.
void append_response_head(
    std::string& out, const HttpResponse& response, const AnswerContext& context
);

/// Whether an answer of that status may have a body.
bool status_has_body(int status);

/// "HTTP/1.1 101 …" of a websocket.
/// @param key the client's Sec-WebSocket-Key
void append_websocket_answer(std::string& out, std::string_view key, std::string_view date);

/// Appends request line and fields; adds Host and Content-Length where they are missing and needed.
/// Errors: InvalidArgument when the method or the target would not stay on its line.
Result<void> append_request_head(
    std::string& out, const Endpoint& endpoint, const HttpRequest& request
);

/// The same for a body that follows as it comes.
/// @param length nothing: it is chunked
Result<void> append_streamed_request_head(
    std::string& out,
    const Endpoint& endpoint,
    const HttpRequest& request,
    std::optional<std::uint64_t> length
);

/// The standard phrase of a status; "Unknown" for the others.
std::string_view reason_phrase(int status);

}  // namespace gantry::net
