#pragma once

#include "api/iam/delete_login_profile_request.h"
#include "api/iam/delete_login_profile_response.h"
#include "api/iam/get_login_profile_request.h"
#include "api/iam/get_login_profile_response.h"
#include "api/iam/list_mfa_devices_request.h"
#include "api/iam/list_mfa_devices_response.h"
#include "api/iam/list_service_specific_credentials_request.h"
#include "api/iam/list_service_specific_credentials_response.h"
#include "api/iam/list_signing_certificates_request.h"
#include "api/iam/list_signing_certificates_response.h"
#include "api/iam/list_ssh_public_keys_request.h"
#include "api/iam/list_ssh_public_keys_response.h"
#include "api/iam/list_virtual_mfa_devices_request.h"
#include "api/iam/list_virtual_mfa_devices_response.h"
#include "services/iam/api/call.h"

/// What users on AWS may have and users here never do: passwords, MFA devices, certificates, keys
/// of other kinds. Clients that delete a user ask for them; nothing makes any, so there are none.
/// Source: IAM API Reference.
namespace gantry::iam {

/// Errors of all that name a user: NoSuchEntity; ValidationError where none is named and none
/// calls.
Result<api::iam::ListMFADevicesResponse>
list_mfa_devices(Call&, const api::iam::ListMFADevicesRequest&);
Result<api::iam::ListVirtualMFADevicesResponse>
list_virtual_mfa_devices(Call&, const api::iam::ListVirtualMFADevicesRequest&);
Result<api::iam::ListSSHPublicKeysResponse>
list_ssh_public_keys(Call&, const api::iam::ListSSHPublicKeysRequest&);
Result<api::iam::ListSigningCertificatesResponse>
list_signing_certificates(Call&, const api::iam::ListSigningCertificatesRequest&);
Result<api::iam::ListServiceSpecificCredentialsResponse>
list_service_specific_credentials(Call&, const api::iam::ListServiceSpecificCredentialsRequest&);

/// Errors, always: NoSuchEntity.
Result<api::iam::GetLoginProfileResponse>
get_login_profile(Call&, const api::iam::GetLoginProfileRequest&);
Result<api::iam::DeleteLoginProfileResponse>
delete_login_profile(Call&, const api::iam::DeleteLoginProfileRequest&);

}  // namespace gantry::iam
