#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "services/ecs/api/operation_table.h"
#include "wire/json_codec.h"

namespace gantry::ecs {

/// Decodes a request body, takes what is empty for absent (not_given.h) and checks what the model
/// demands of it, so that handlers find required members present. `type` is an operation's input.
/// See run_operation for the errors.
Result<void> decode_input(
    std::string_view operation, std::string_view body, const reflect::TypeInfo& type, void* input
);

namespace detail {

template <class Function>
struct HandlerTypes;
template <class Output, class Input>
struct HandlerTypes<Result<Output> (*)(Call&, const Input&)> {
    using In = Input;
};

/// An operation's name as a template argument, so that `run` needs no state.
template <std::size_t N>
struct Name {
    consteval Name(const char (&text)[N]) {
        for (std::size_t i = 0; i < N; ++i) letters[i] = text[i];
    }
    char letters[N]{};
    [[nodiscard]] constexpr std::string_view view() const { return {letters, N - 1}; }
};

}  // namespace detail

/// The table entry of a handler: `operation<"CreateCluster", &create_cluster>()`.
template <detail::Name OperationName, auto Handler>
constexpr Operation operation() {
    return {
        .name = OperationName.view(),
        .run = [](Call& call, std::string_view body) -> Result<std::string> {
            typename detail::HandlerTypes<decltype(Handler)>::In input{};
            if (auto good = decode_input(
                    OperationName.view(), body, reflect::type_of<decltype(input)>(), &input
                );
                !good) {
                return good.error();
            }
            auto output = Handler(call, input);
            if (!output) return output.error();
            return wire::encode_json(*output);
        },
    };
}

}  // namespace gantry::ecs
