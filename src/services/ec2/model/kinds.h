#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace gantry::ec2 {

/// What there is in EC2, and the words for it.
struct Kind {
    std::string_view prefix;     ///< of its ids: "vpc"
    std::string_view type;       ///< as tags call it: "vpc"
    std::string_view arn_type;   ///< as ARNs call it: "vpc", "elastic-ip"
    std::string_view id_key;     ///< the condition key of its id: "ec2:VpcID"; empty: none
    std::string_view parameter;  ///< what an error calls the parameter: "vpcId"
    std::string_view not_found;  ///< the error for an id that is none: "InvalidVpcID.NotFound"
    std::string_view noun;       ///< in that error: "The <noun> '<id>' does not exist"
};

namespace kinds {
extern const Kind kVpc;
extern const Kind kSubnet;
extern const Kind kSecurityGroup;
extern const Kind kSecurityGroupRule;
extern const Kind kRouteTable;
extern const Kind kInternetGateway;
extern const Kind kNatGateway;
extern const Kind kAddress;
extern const Kind kInterface;
extern const Kind kEndpoint;
extern const Kind kPrefixList;
extern const Kind kAcl;
extern const Kind kDhcpOptions;
extern const Kind kVolume;
extern const Kind kSnapshot;
}  // namespace kinds

/// "vpc-" and 17 hexadecimal digits, the first of which is 0, as AWS draws them.
std::string draw_id(IdSource& ids, std::string_view prefix);

/// Errors, as one: "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist".
Error no_such(const Kind& kind, std::string_view id);

}  // namespace gantry::ec2
