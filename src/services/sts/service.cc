#include "services/sts/service.h"

#include "api/sts/operations.h"
#include "services/sts/api/operations.h"

namespace gantry::sts {
namespace {

constexpr service::UnsupportedMember kUnsupported[] = {
    {"AssumeRole",
     "ProvidedContexts",
     service::Treatment::Refused,
     "no provider of contexts is there"},
    {"AssumeRole", "SerialNumber", service::Treatment::Refused, "there are no MFA devices"},
    {"AssumeRole", "TokenCode", service::Treatment::Refused, "there are no MFA devices"},
    {"AssumeRoleWithWebIdentity",
     "ProviderId",
     service::Treatment::Refused,
     "providers of OAuth 2.0 without OpenID Connect are none that can be asked"},
    {"GetSessionToken", "SerialNumber", service::Treatment::Refused, "there are no MFA devices"},
    {"GetSessionToken", "TokenCode", service::Treatment::Refused, "there are no MFA devices"},
};

}  // namespace

const service::Service& service() {
    static const service::Service kService{
        .name = "sts",
        .title = "AWS STS",
        .model = &api::sts::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around.options.get<Options>());
        },
    };
    return kService;
}

}  // namespace gantry::sts
