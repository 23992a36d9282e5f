#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>
#include <vector>

namespace gantry {

/// What kind of failure this is. Decides the HTTP status and whether a client may retry
/// (one table, wire/error_codec). AWS exception names travel beside it, in Error::code.
enum class ErrorKind {
    InvalidArgument,  ///< the request can never succeed as sent
    NotFound,
    Conflict,
    LimitExceeded,
    Denied,
    Throttled,
    Unavailable,  ///< something outside is away or too slow; trying again may help
    Internal,
};

/// A failure as a value: kind, AWS exception name, and a sentence for the caller.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string
        code;  ///< AWS exception name, e.g. "ClusterNotFoundException"; may be empty below the API
    std::string message;                    ///< for the caller; never holds a secret
    std::vector<std::string> resource_ids;  ///< only ConflictException carries these

    friend bool operator==(const Error&, const Error&) = default;
};

/// Throws std::logic_error: asking an error for its value is a mistake of ours.
[[noreturn]] void throw_exception_from_error(
    const Error& error, const boost::source_location& where
);

template <class T>
using Result = boost::system::result<T, Error>;

/// Shorthands for the failures that occur below the API, where no AWS name is known yet.
inline Error unavailable(std::string message) {
    return Error{ErrorKind::Unavailable, {}, std::move(message), {}};
}
inline Error invalid_argument(std::string message) {
    return Error{ErrorKind::InvalidArgument, {}, std::move(message), {}};
}
inline Error not_found(std::string message) {
    return Error{ErrorKind::NotFound, {}, std::move(message), {}};
}
inline Error internal_error(std::string message) {
    return Error{ErrorKind::Internal, {}, std::move(message), {}};
}

}  // namespace gantry
