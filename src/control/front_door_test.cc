#include "control/front_door.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// What the door says to a request with these fields; empty: come in.
std::string asked(const FrontDoor& door, const Fields& fields, const std::string& target = "/") {
    net::HttpRequest head{.method = "POST", .target = target};
    for (const auto& [name, value] : fields) head.headers.add(name, value);
    const auto let_in = door.check(head);
    if (let_in) return "";
    EXPECT_EQ(let_in.error().code, "AccessDeniedException");
    return let_in.error().message;
}

bool answers_to(const FrontDoor& door, const std::string& host) {
    return asked(door, {{"Host", host}}).empty();
}

TEST(FrontDoor, AnswersToLoopbackByAddressAndByName) {
    const FrontDoor door("127.0.0.1", {});
    for (const char* host :
         {"127.0.0.1",
          "127.0.0.1:4566",
          "127.8.9.10:1",
          "169.254.170.2:4566",
          "[::1]:4566",
          "[::1]",
          "[0:0:0:0:0:0:0:1]:80",
          "[::ffff:127.0.0.1]:4566",
          "localhost",
          "LocalHost:4566",
          "localhost.:4566",
          "ecs.localhost:4566",
          "data-gantry.localhost"}) {
        EXPECT_TRUE(answers_to(door, host)) << host;
    }
}

TEST(FrontDoor, AnswersToNoNameThatAPageMayHaveReboundAndToNoOtherAddress) {
    const FrontDoor door("127.0.0.1", {});
    for (const char* host :
         {"evil.example",
          "evil.example:4566",
          "localhost.evil.example",
          "notlocalhost",
          "127.0.0.1.evil.example",
          "127.0.0.1.nip.io:4566",
          "0x7f.1",
          "127.1",
          "2130706433",
          "0.0.0.0:4566",
          "192.168.1.7",
          "[fe80::1]:4566",
          "[::1",
          "::1",
          "user@localhost",
          "localhost:evil",
          "localhost evil",
          ""}) {
        EXPECT_FALSE(answers_to(door, host)) << host;
    }
}

TEST(FrontDoor, AnswersToTheAddressItListensOn) {
    const FrontDoor door("10.0.0.5", {});
    EXPECT_TRUE(answers_to(door, "10.0.0.5:4566"));
    EXPECT_TRUE(answers_to(door, "127.0.0.1:4566"));
    EXPECT_FALSE(answers_to(door, "10.0.0.6:4566"));
    EXPECT_TRUE(answers_to(FrontDoor("fd00::5", {}), "[FD00:0::5]:4566"));
}

TEST(FrontDoor, AnswersToAnyAddressAndStillNoNameOnAWildcard) {
    for (const char* wildcard : {"0.0.0.0", "::"}) {
        const FrontDoor door(wildcard, {});
        EXPECT_TRUE(answers_to(door, "192.168.1.7:4566"));
        EXPECT_TRUE(answers_to(door, "[fd00::5]:4566"));
        EXPECT_FALSE(answers_to(door, "evil.example:4566"));
    }
}

TEST(FrontDoor, AnswersToTheNamesItWasGiven) {
    const FrontDoor door("0.0.0.0", {"Gantry", "ecs.example.com"});
    EXPECT_TRUE(answers_to(door, "gantry:4566"));
    EXPECT_TRUE(answers_to(door, "ECS.example.com"));
    EXPECT_TRUE(answers_to(door, "data-servicediscovery.gantry:4566")) << "and below them";
    EXPECT_TRUE(answers_to(door, "bucket.ecs.example.com"));
    EXPECT_FALSE(answers_to(door, "example.com"));
    EXPECT_FALSE(answers_to(door, "otherecs.example.com"));
    EXPECT_FALSE(answers_to(door, "gantry.example"));
    EXPECT_NE(asked(door, {{"Host", "other.example"}}).find("--host-name"), std::string::npos)
        << "says what to do";
}

TEST(FrontDoor, TheHostInTheTargetCountsToo) {
    const FrontDoor door("127.0.0.1", {});
    EXPECT_EQ(asked(door, {{"Host", "127.0.0.1"}}, "http://127.0.0.1:4566/"), "");
    EXPECT_NE(asked(door, {{"Host", "127.0.0.1"}}, "http://evil.example/"), "");
}

TEST(FrontDoor, AsksNoHostWhereNoBrowserComes) {
    EXPECT_TRUE(answers_to(FrontDoor("unix:///run/gantry.sock", {}), "docker"));
    EXPECT_EQ(asked(FrontDoor("127.0.0.1", {}), {}), "") << "HTTP/1.0";
}

TEST(FrontDoor, RefusesForeignOrigins) {
    const FrontDoor door("127.0.0.1", {});
    const auto from = [&door](const std::string& origin) {
        return asked(door, {{"Host", "localhost:4566"}, {"Origin", origin}}).empty();
    };
    EXPECT_TRUE(from("http://localhost:4566"));
    EXPECT_TRUE(from("HTTP://LOCALHOST:4566"));
    for (const char* origin :
         {"https://evil.example",
          "http://localhost:3000",
          "http://localhost",
          "http://127.0.0.1:4566",
          "http://localhost:4566.evil.example",
          "null",
          "",
          "file://",
          "chrome-extension://localhost:4566",
          "http://localhost:45660"}) {
        EXPECT_FALSE(from(origin)) << origin;
    }
    const Fields two{
        {"Host", "localhost:4566"},
        {"Origin", "http://localhost:4566"},
        {"Origin", "https://evil.example"}
    };
    EXPECT_NE(asked(door, two), "");
    EXPECT_NE(asked(door, {{"Origin", "null"}}), "");
    const FrontDoor by_name("0.0.0.0", {"gantry.example"});
    const Fields tls{{"Host", "gantry.example"}, {"Origin", "https://gantry.example:443"}};
    EXPECT_EQ(asked(by_name, tls), "");
}

TEST(FrontDoor, RefusesWhatABrowserFetchesForAnotherSite) {
    const FrontDoor door("127.0.0.1", {});
    const auto fetched = [&door](const std::string& site) {
        return asked(door, {{"Host", "localhost:4566"}, {"Sec-Fetch-Site", site}}).empty();
    };
    EXPECT_TRUE(fetched("none"));
    EXPECT_TRUE(fetched("same-origin"));
    EXPECT_FALSE(fetched("cross-site"));
    EXPECT_FALSE(fetched("same-site"));
}

TEST(FrontDoor, TakesFormsWithoutCredentialsFromProgramsAlone) {
    const auto taken = [](const Fields& fields) {
        net::HttpRequest head{.method = "POST", .target = "/"};
        for (const auto& [name, value] : fields) head.headers.add(name, value);
        return FrontDoor::check_unsigned(head).has_value();
    };
    for (const char* agent :
         {"Boto3/1.28.9 md/Botocore#1.31.9 ua/2.0 os/linux#6.1",
          "aws-sdk-go-v2/1.17.1 os/linux lang/go#1.19",
          "aws-sdk-java/2.20.0 Linux/6.1 OpenJDK_64-Bit_Server_VM/17",
          "curl/7.88.1"}) {
        EXPECT_TRUE(taken({{"User-Agent", agent}})) << agent;
    }
    for (const char* agent :
         {"Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0",
          "Opera/9.80 (X11; Linux x86_64) Presto/2.12.388 Version/12.16",
          ""}) {
        EXPECT_FALSE(taken({{"User-Agent", agent}})) << agent;
    }
    EXPECT_FALSE(taken({}));
    EXPECT_TRUE(taken({{"X-Amz-Target", "X.Y"}, {"User-Agent", "Mozilla/5.0"}}))
        << "no form can have that";
}

TEST(FrontDoor, TellsWhatStandsBeforeItsName) {
    const FrontDoor door("127.0.0.1", {"gantry"});
    const auto prefix = [&door](const char* host, const char* target) {
        net::HttpRequest head{.method = "GET", .target = target};
        head.headers.add("Host", host);
        return door.host_prefix(head);
    };
    EXPECT_EQ(prefix("Bucket.s3.localhost:4566", "/"), "bucket.s3");
    EXPECT_EQ(prefix("sts.eu-west-1.gantry", "/"), "sts.eu-west-1");
    EXPECT_EQ(prefix("127.0.0.1", "/"), "");
    EXPECT_EQ(prefix("a.gantry", "http://b.gantry/"), "b");
}

TEST(HostName, IsWhatAHostMayBeCalled) {
    EXPECT_TRUE(is_host_name("gantry"));
    EXPECT_TRUE(is_host_name("ecs_1.example.com"));
    for (const char* text : {"", ".example.com", "http://gantry", "gantry:4566", "a b", "*"}) {
        EXPECT_FALSE(is_host_name(text)) << text;
    }
}

}  // namespace
}  // namespace gantry::control
