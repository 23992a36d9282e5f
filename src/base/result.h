#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
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

/// Shorthands for the failures that occur below the API, where no AWS name is known yet.
Error unavailable(std::string message);
Error invalid_argument(std::string message);
Error not_found(std::string message);
Error internal_error(std::string message);

template <class T>
class Result;

// What is the same for every Result is compiled once: there are a thousand kinds of them.
namespace detail {

template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<Result<T>> : std::true_type {};

/// What can become the value of a Result<T>, and is not meant for its error.
template <class U, class T>
concept ValueOf = std::constructible_from<T, U> && !std::convertible_to<U, Error> &&
                  !IsResult<std::remove_cvref_t<U>>::value;

void move_error(Error* to, Error& from) noexcept;
void copy_error(Error* to, const Error& from);
void destroy_error(Error* error) noexcept;
/// The error of what has none.
const Error& no_error() noexcept;
/// Throws std::logic_error: asking an error for its value is a mistake of ours.
[[noreturn]] void throw_no_value(const Error& error);

}  // namespace detail

/// A value, or why there is none. Both convert to it; what has no value refuses to give one
/// (std::logic_error), what has no error gives an empty one. As boost::system::result, which takes
/// a third longer to compile with handlers of operations (decision 0034).
template <class T>
class [[nodiscard]] Result {
  public:
    Result()
        requires std::default_initializable<T>
        : has_value_(true), value_() {}
    template <class U = T>
        requires detail::ValueOf<U, T>
    explicit(!std::convertible_to<U, T>) Result(U&& value)
        : has_value_(true), value_(std::forward<U>(value)) {}
    Result(Error error) noexcept : has_value_(false) { detail::move_error(&error_, error); }

    Result(const Result& other)
        requires std::copy_constructible<T>
        : has_value_(other.has_value_) {
        take(other);
    }
    Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
        : has_value_(other.has_value_) {
        take(std::move(other));
    }
    template <class U>
        requires std::convertible_to<const U&, T>
    Result(const Result<U>& other) : has_value_(other.has_value_) {
        take(other);
    }
    template <class U>
        requires std::convertible_to<U, T>
    Result(Result<U>&& other) : has_value_(other.has_value_) {
        take(std::move(other));
    }
    Result& operator=(const Result& other)
        requires std::copy_constructible<T>
    {
        if (this != &other) *this = Result(other);
        return *this;
    }
    Result& operator=(Result&& other) noexcept {
        static_assert(std::is_nothrow_move_constructible_v<T>);
        if (this == &other) return *this;
        clear();
        has_value_ = other.has_value_;
        take(std::move(other));
        return *this;
    }
    ~Result() { clear(); }

    [[nodiscard]] bool has_value() const noexcept { return has_value_; }
    [[nodiscard]] bool has_error() const noexcept { return !has_value_; }
    explicit operator bool() const noexcept { return has_value_; }

    [[nodiscard]] T& value() & { return need_value(), value_; }
    [[nodiscard]] const T& value() const& { return need_value(), value_; }
    [[nodiscard]] T&& value() && { return need_value(), std::move(value_); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const& { return has_value_ ? detail::no_error() : error_; }
    [[nodiscard]] Error error() && { return has_value_ ? Error{} : std::move(error_); }

    friend bool operator==(const Result& a, const Result& b) {
        if (a.has_value_ != b.has_value_) return false;
        return a.has_value_ ? a.value_ == b.value_ : a.error_ == b.error_;
    }

  private:
    template <class U>
    friend class Result;

    /// Nothing is there yet, and has_value_ is the other's.
    template <class From>
    void take(From&& from) {
        if (has_value_) {
            std::construct_at(&value_, std::forward<From>(from).value_);
        } else if constexpr (std::is_lvalue_reference_v<From>) {
            detail::copy_error(&error_, from.error_);
        } else {
            detail::move_error(&error_, from.error_);
        }
    }
    void clear() noexcept {
        if (has_value_) {
            std::destroy_at(&value_);
        } else {
            detail::destroy_error(&error_);
        }
    }
    void need_value() const {
        if (!has_value_) [[unlikely]]
            detail::throw_no_value(error_);
    }

    bool has_value_;
    union {
        T value_;
        Error error_;
    };
};

/// Nothing, or why it could not be done.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() noexcept = default;
    Result(Error error);
    Result(const Result& other);
    Result(Result&& other) noexcept;
    Result& operator=(const Result& other);
    Result& operator=(Result&& other) noexcept;
    ~Result();

    [[nodiscard]] bool has_value() const noexcept { return !error_; }
    [[nodiscard]] bool has_error() const noexcept { return error_.has_value(); }
    explicit operator bool() const noexcept { return !error_; }
    void value() const;
    [[nodiscard]] const Error& error() const& { return error_ ? *error_ : detail::no_error(); }
    [[nodiscard]] Error error() &&;

    friend bool operator==(const Result& a, const Result& b) {
        return a.has_value() == b.has_value() && a.error() == b.error();
    }

  private:
    std::optional<Error> error_;
};

}  // namespace gantry
