#include "base/result.h"

#include <stdexcept>

namespace gantry {
namespace detail {

void move_error(Error* to, Error& from) noexcept {
    std::construct_at(to, std::move(from));
}

void copy_error(Error* to, const Error& from) {
    std::construct_at(to, from);
}

void destroy_error(Error* error) noexcept {
    std::destroy_at(error);
}

const Error& no_error() noexcept {
    static const Error none;
    return none;
}

void throw_no_value(const Error& error) {
    throw std::logic_error("there is no value: " + error.code + ": " + error.message);
}

}  // namespace detail

Error unavailable(std::string message) {
    return Error{ErrorKind::Unavailable, {}, std::move(message), {}};
}

Error invalid_argument(std::string message) {
    return Error{ErrorKind::InvalidArgument, {}, std::move(message), {}};
}

Error not_found(std::string message) {
    return Error{ErrorKind::NotFound, {}, std::move(message), {}};
}

Error internal_error(std::string message) {
    return Error{ErrorKind::Internal, {}, std::move(message), {}};
}

Result<void>::Result(Error error) : error_(std::move(error)) {}

Result<void>::Result(const Result& other) = default;

Result<void>::Result(Result&& other) noexcept = default;

Result<void>& Result<void>::operator=(const Result& other) = default;

Result<void>& Result<void>::operator=(Result&& other) noexcept = default;

Result<void>::~Result() = default;

void Result<void>::value() const {
    if (error_) detail::throw_no_value(*error_);
}

Error Result<void>::error() && {
    return error_ ? std::move(*error_) : Error{};
}

}  // namespace gantry
