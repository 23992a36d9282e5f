#include "services/iam/api/absent.h"

#include <fmt/format.h>

#include "services/iam/api/nouns.h"
#include "services/iam/api/users.h"

namespace gantry::iam {
namespace {

/// An empty list of what a user has none of.
template <auto List, class Output>
Result<Output> none_of_user(const Call& call, const std::optional<std::string>& user_name) {
    const auto user = find_user_meant(call, user_name);
    if (!user) return user.error();
    Output out;
    (out.*List).emplace();
    out.is_truncated = false;
    return out;
}

Error no_login_profile(const Call& call, const std::optional<std::string>& user_name) {
    const auto user = find_user_meant(call, user_name);
    if (!user) return user.error();
    return no_such_entity(fmt::format("Login Profile for User {} cannot be found.", (*user)->name));
}

}  // namespace

Result<api::iam::ListMFADevicesResponse> list_mfa_devices(
    Call& call, const api::iam::ListMFADevicesRequest& input
) {
    using Output = api::iam::ListMFADevicesResponse;
    return none_of_user<&Output::mfa_devices, Output>(call, input.user_name);
}

Result<api::iam::ListVirtualMFADevicesResponse>
list_virtual_mfa_devices(Call&, const api::iam::ListVirtualMFADevicesRequest&) {
    api::iam::ListVirtualMFADevicesResponse out;
    out.virtual_mfa_devices.emplace();
    out.is_truncated = false;
    return out;
}

Result<api::iam::ListSSHPublicKeysResponse> list_ssh_public_keys(
    Call& call, const api::iam::ListSSHPublicKeysRequest& input
) {
    using Output = api::iam::ListSSHPublicKeysResponse;
    return none_of_user<&Output::ssh_public_keys, Output>(call, input.user_name);
}

Result<api::iam::ListSigningCertificatesResponse> list_signing_certificates(
    Call& call, const api::iam::ListSigningCertificatesRequest& input
) {
    using Output = api::iam::ListSigningCertificatesResponse;
    return none_of_user<&Output::certificates, Output>(call, input.user_name);
}

Result<api::iam::ListServiceSpecificCredentialsResponse> list_service_specific_credentials(
    Call& call, const api::iam::ListServiceSpecificCredentialsRequest& input
) {
    using Output = api::iam::ListServiceSpecificCredentialsResponse;
    if (input.all_users.value_or(false)) {
        Output out;
        out.service_specific_credentials.emplace();
        out.is_truncated = false;
        return out;
    }
    return none_of_user<&Output::service_specific_credentials, Output>(call, input.user_name);
}

Result<api::iam::GetLoginProfileResponse> get_login_profile(
    Call& call, const api::iam::GetLoginProfileRequest& input
) {
    return no_login_profile(call, input.user_name);
}

Result<api::iam::DeleteLoginProfileResponse> delete_login_profile(
    Call& call, const api::iam::DeleteLoginProfileRequest& input
) {
    return no_login_profile(call, input.user_name);
}

}  // namespace gantry::iam
