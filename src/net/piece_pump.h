#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/loop.h"
#include "net/http.h"

/// Bodies that are made on a thread of the program's as the client takes them.
namespace gantry::net {

/// The next piece of a body, empty when that was all. An error breaks the answer off.
using NextPiece = std::function<Result<std::string>()>;

/// A body whose pieces `next` makes on `loop`, one after the other, no faster than the client takes
/// them: nothing on that loop waits for a client. `next` is dropped there when the body is done or
/// the client has left.
/// @param loop outlives the server's connections
/// @param length see BodyStream
BodyStream pump_pieces(
    Loop& loop, NextPiece next, std::optional<std::uint64_t> length = std::nullopt
);

/// Answers with a file, or with the part that "Range: bytes=a-b" asks for (206; "a-" and "-n" too;
/// 416 where there is nothing; several ranges, and what is no range, get the whole file). Reads on
/// `loop`; opening it is done at once, by the caller's thread.
/// @param range the request's Range field; null: none
/// Errors: NotFound when there is no such file, Unavailable when it cannot be opened.
Result<HttpResponse> file_answer(Loop& loop, const std::string& path, const std::string* range);

}  // namespace gantry::net
