#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/call.h"
#include "service/instance.h"
#include "service/later.h"

namespace gantry::service {

/// An operation that Gantry implements. Its types are those of the model's operation of that name.
struct Operation {
    std::string_view name;
    /// Runs the handler. @param output a new value, filled in unless there is an error
    Result<void> (*invoke)(const Instance& instance, Call& call, const void* input, void* output) =
        nullptr;
    /// The same of an operation that needs no row; `invoke` is null then. Any thread.
    Result<void> (*invoke_rowless)(const RowlessCall& call, const void* input, void* output) =
        nullptr;
    /// The same of an operation whose answer takes longer (later.h); the others are null then.
    Result<Finish> (*invoke_later)(const Instance& instance, Call& call, const void* input) =
        nullptr;
    /// Agents of machines call it: nobody sees a refusal but a log there, so it is logged here too.
    bool for_agents = false;
    /// Names what a call is about. The action is there already, and only changed where an operation
    /// has none of its own name. It writes nothing. Null: "*", with nothing known.
    void (*describe)(const Instance& instance, Call& call, const void* input, Access& access) =
        nullptr;
    /// Anybody who is somebody may call it: GetCallerIdentity; or the handler itself judges.
    bool for_everybody = false;
    /// Takes calls that are not signed, too; their caller is anonymous. The handler judges by what
    /// the input proves. Source: the models' trait `optionalAuth`.
    bool is_unsigned = false;
};

namespace detail {

template <class Function>
struct HandlerTypes;
template <class Output, class Tables, class Input>
struct HandlerTypes<Result<Output> (*)(CallOn<Tables>&, const Input&)> {
    static constexpr bool kRowless = false;
    static constexpr bool kLater = false;
    using Out = Output;
    using Rows = Tables;
    using In = Input;
};
template <class Output, class Tables, class Input>
struct HandlerTypes<Result<Later<Output>> (*)(CallOn<Tables>&, const Input&)> {
    static constexpr bool kRowless = false;
    static constexpr bool kLater = true;
    using Out = Output;
    using Rows = Tables;
    using In = Input;
};
template <class Output, class Input>
struct HandlerTypes<Result<Output> (*)(const RowlessCall&, const Input&)> {
    static constexpr bool kRowless = true;
    static constexpr bool kLater = false;
    using Out = Output;
    using In = Input;
};

/// An operation's name as a template argument, so that `invoke` needs no state.
template <std::size_t N>
struct Name {
    consteval Name(const char (&text)[N]) {
        for (std::size_t i = 0; i < N; ++i) letters[i] = text[i];
    }
    char letters[N]{};
    [[nodiscard]] constexpr std::string_view view() const { return {letters, N - 1}; }
};

}  // namespace detail

/// The call as a handler on `Tables` sees it.
template <class Tables>
CallOn<Tables> call_on(Call& call, const Tables& tables) {
    return {
        .scope = call.caller.scope,
        .caller = call.caller,
        .principal = call.caller.principal,
        .request_id = call.request_id,
        .now = call.now,
        .tables = tables,
        .ids = call.ids,
        .settings = call.settings,
        .services = call.services,
        .tx = call.tx,
        .session = call.caller.session.get(),
        .host = call.host,
    };
}

namespace detail {

template <auto Handler>
Result<void> invoke(const Instance& instance, Call& call, const void* input, void* output) {
    using Types = HandlerTypes<decltype(Handler)>;
    const auto& own = static_cast<const InstanceOn<typename Types::Rows>&>(instance);
    auto typed = call_on(call, own.rows());
    auto answer = Handler(typed, *static_cast<const typename Types::In*>(input));
    if (!answer) return answer.error();
    *static_cast<typename Types::Out*>(output) = std::move(*answer);
    return {};
}

template <auto Handler>
Result<void> invoke_rowless(const RowlessCall& call, const void* input, void* output) {
    using Types = HandlerTypes<decltype(Handler)>;
    auto answer = Handler(call, *static_cast<const typename Types::In*>(input));
    if (!answer) return answer.error();
    *static_cast<typename Types::Out*>(output) = std::move(*answer);
    return {};
}

template <auto Handler>
Result<Finish> invoke_later(const Instance& instance, Call& call, const void* input) {
    using Types = HandlerTypes<decltype(Handler)>;
    using Out = typename Types::Out;
    const auto& own = static_cast<const InstanceOn<typename Types::Rows>&>(instance);
    auto typed = call_on(call, own.rows());
    auto later = Handler(typed, *static_cast<const typename Types::In*>(input));
    if (!later) return later.error();
    return Finish{[run = std::move(later->run)](const std::shared_ptr<void>& output, auto done) {
        run([output, done = std::move(done)](Result<Out> answer) {
            if (!answer) return done(answer.error());
            *static_cast<Out*>(output.get()) = std::move(*answer);
            done({});
        });
    }};
}

}  // namespace detail

/// The table entry of a handler: `operation<"CreateCluster", &create_cluster>()`, or with a third
/// argument `about(const CallOn<Tables>&, const Input&, Access&)`, a function or a lambda, which
/// says what a call is about (Operation::describe).
template <detail::Name OperationName, auto Handler>
constexpr Operation operation() {
    Operation entry{.name = OperationName.view()};
    if constexpr (detail::HandlerTypes<decltype(Handler)>::kRowless) {
        entry.invoke_rowless = &detail::invoke_rowless<Handler>;
    } else if constexpr (detail::HandlerTypes<decltype(Handler)>::kLater) {
        entry.invoke_later = &detail::invoke_later<Handler>;
    } else {
        entry.invoke = &detail::invoke<Handler>;
    }
    return entry;
}

template <detail::Name OperationName, auto Handler, auto About>
constexpr Operation operation() {
    Operation entry = operation<OperationName, Handler>();
    entry.describe = [](const Instance& instance, Call& call, const void* input, Access& access) {
        using Types = detail::HandlerTypes<decltype(Handler)>;
        const auto& own = static_cast<const InstanceOn<typename Types::Rows>&>(instance);
        const auto typed = call_on(call, own.rows());
        About(typed, *static_cast<const typename Types::In*>(input), access);
    };
    return entry;
}

/// The same of an operation that needs no right.
constexpr Operation for_everybody(Operation operation) {
    operation.for_everybody = true;
    return operation;
}

/// The same of an operation that needs no signature, and so no right either.
constexpr Operation unsigned_call(Operation operation) {
    operation.is_unsigned = true;
    return for_everybody(operation);
}

/// The same of an operation that agents call.
constexpr Operation for_agents(Operation operation) {
    operation.for_agents = true;
    return operation;
}

}  // namespace gantry::service
