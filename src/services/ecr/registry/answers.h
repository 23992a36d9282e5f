#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/http.h"

/// Answers of the registry's API as Docker reads them.
/// Source: OCI Distribution Specification, "Error Codes".
namespace gantry::ecr {

/// {"errors":[{"code":"NAME_UNKNOWN","message":…}]}
net::HttpResponse registry_refusal(int status, std::string_view code, std::string_view message);

/// The same for an error: by its code, of the registry's API or of ECR's, else by its kind.
net::HttpResponse registry_refusal(const Error& why);

/// 401, upon which Docker sends what it logged in with.
net::HttpResponse login_wanted(std::string_view message);

/// An answer with what all of the registry's have.
net::HttpResponse registry_answer(int status);

/// The user's password; nothing for what is not the Authorization of kTokenUser.
/// @param authorization the field; null: there is none
std::string token_in(const std::string* authorization);

}  // namespace gantry::ecr
