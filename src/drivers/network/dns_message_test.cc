#include "drivers/network/dns_message.h"

#include <gtest/gtest.h>

#include <string>

namespace gantry::network {
namespace {

using std::string_literals::operator""s;

std::string query_for(const std::string& labels, char type = 1) {
    return "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"s + labels + "\0\0"s + type + "\0\1"s;
}

TEST(DnsMessageTest, ReadsOneQuestion) {
    const std::string query = query_for("\3WWW\7example");
    const auto question = read_question(query);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->id, 0x1234);
    EXPECT_EQ(question->name, "www.example");
    EXPECT_EQ(question->type, kTypeA);
    EXPECT_EQ(question->end, query.size());
    for (std::size_t length = 0; length < query.size(); ++length)
        EXPECT_FALSE(read_question(std::string_view(query).substr(0, length)));
    std::string answer = query;
    answer[2] = '\x81';
    EXPECT_FALSE(read_question(answer));
    EXPECT_TRUE(answers_query(answer, query));
    EXPECT_FALSE(answers_query(query, query));
    set_id(answer, 1);
    EXPECT_FALSE(answers_query(answer, query));
    EXPECT_FALSE(read_question(query_for("\xc0\x0c"))) << "a question's name is in full";
}

TEST(DnsMessageTest, KnowsTheNamesThatVpcsGive) {
    EXPECT_EQ(address_in_name("ip-10-0-0-4.ec2.internal", "us-east-1"), parse_address("10.0.0.4"));
    EXPECT_EQ(
        address_in_name("ip-10-0-0-4.eu-west-1.compute.internal", "eu-west-1"),
        parse_address("10.0.0.4")
    );
    for (const char* other :
         {"ip-10-0-0-4.eu-west-1.compute.internal",
          "ip-10-0-0.ec2.internal",
          "ip-10-0-0-4",
          "ip-10-0-0-256.ec2.internal",
          "a.ip-10-0-0-4.ec2.internal"}) {
        EXPECT_FALSE(address_in_name(other, "us-east-1")) << other;
    }
}

TEST(DnsMessageTest, AnswersWithAnAddressOrACode) {
    const std::string query = query_for("\3www\7example");
    const auto question = read_question(query);
    const std::string answer = answer_address(query, *question, *parse_address("10.0.0.4"));
    EXPECT_EQ(answer.substr(0, 8), "\x12\x34\x85\x80\x00\x01\x00\x01"s);
    EXPECT_EQ(
        answer.substr(question->end),
        "\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x0a\0\0\x04"s
    );
    EXPECT_EQ(answer_code(query, *question, kServerFailure).substr(2, 2), "\x81\x82"s);
    const std::string sixth = query_for("\3www\7example", 28);
    EXPECT_EQ(
        answer_address(sixth, *read_question(sixth), *parse_address("10.0.0.4")).size(),
        sixth.size()
    );
}

TEST(DnsMessageTest, ReadsNameservers) {
    EXPECT_EQ(
        read_nameservers("# nameserver 9.9.9.9\nnameserver 192.0.2.1 # a\nsearch x\n"
                         "nameserver fd00::1\nnameserver\t192.0.2.2\r\nnameserverx 1.1.1.1\n"
                         "nameserver 192.0.2.3\nnameserver 192.0.2.4"),
        (std::vector<Address>{
            *parse_address("192.0.2.1"), *parse_address("192.0.2.2"), *parse_address("192.0.2.3")
        })
    );
    EXPECT_TRUE(read_nameservers("").empty());
}

}  // namespace
}  // namespace gantry::network
