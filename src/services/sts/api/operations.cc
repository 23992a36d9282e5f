#include "services/sts/api/operations.h"

#include <algorithm>
#include <array>

namespace gantry::sts {
namespace {

using service::for_everybody;
using service::operation;
using service::unsigned_call;

// AssumeRole judges by the role's trust policy and the caller's own together.
constexpr std::array kOperations{
    for_everybody(operation<"AssumeRole", &assume_role>()),
    unsigned_call(operation<"AssumeRoleWithWebIdentity", &assume_role_with_web_identity>()),
    operation<"GetAccessKeyInfo", &get_access_key_info>(),
    for_everybody(operation<"GetCallerIdentity", &get_caller_identity>()),
    for_everybody(operation<"GetSessionToken", &get_session_token>()),
};

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::sts
