// Tables that the proxymap service does not give out.
import { unlistedProxyTable } from "../../../../server/src/analysis/rules/lookups/unlisted-proxy-table";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unlistedProxyTable, {
  valid: [
    "virtual_alias_maps = proxy:mysql:/etc/a, proxy:proxy:hash:/b\n",
    "smtpd_client_restrictions = check_client_access { proxy:hash:/a, search_order = addr }, permit\n",
    "smtpd_client_restrictions = check_client_access proxy:hash:/a\nsmtpd_data_restrictions = check_client_access proxy:hash:/a\n",
    "virtual_alias_maps = pipemap:{proxy:hash:/a, static:b}\nsmtpd_data_restrictions = check_client_access proxy:hash:/a\n",
    "proxy_read_maps = proxy:hash:/a\nsmtpd_data_restrictions = check_client_access proxy:hash:/a\nalias_maps = proxy:hash:/b\n",
    "address_verify_map = proxy:btree:$data_directory/verify\n",
    "proxy_read_maps = $undefined {{ tables }}\nvirtual_alias_maps = proxy:hash:/a\n",
    "proxy_read_maps = hash:/b # a comment\nvirtual_alias_maps = proxy:hash:/a\n",
    "-- main.cf --\nproxy_read_maps =\nvirtual_alias_maps = proxy:hash:/a\n-- master.cf --\nproxymap unix - - n - - proxymap -o proxy_read_maps=proxy:hash:/a\n",
  ],
  invalid: [
    {
      code: "smtpd_data_restrictions = check_client_access «proxy:hash:/a»\n",
      message: "unlisted",
      data: { table: "hash:/a", list: "proxy_read_maps" },
      fixed: "smtpd_data_restrictions = check_client_access hash:/a\n",
    },
    {
      code: "proxy_read_maps = proxy:hash:/b\nvirtual_alias_maps = «proxy:proxy:hash:/a», proxy:hash:/b, «proxy:debug:hash:/b»\n",
      findings: [
        {
          message: "unlisted",
          fixed:
            "proxy_read_maps = proxy:hash:/b\nvirtual_alias_maps = hash:/a, proxy:hash:/b, proxy:debug:hash:/b\n",
        },
        { message: "unlisted", data: { table: "debug:hash:/b" } },
      ],
    },
    {
      code: "proxy_write_maps =\naddress_verify_map = «proxy:btree:$data_directory/verify»\n",
      message: "unlisted",
      data: { table: "btree:/var/lib/postfix/verify", list: "proxy_write_maps" },
    },
    // The service knows nothing of what others override.
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o smtpd_client_restrictions=check_client_access,«proxy:hash:/a»\n",
      message: "unlisted",
      fixed: "smtp inet n - n - - smtpd -o smtpd_client_restrictions=check_client_access,hash:/a\n",
    },
    // Newer defaults refer to more.
    {
      code: "smtpd_client_restrictions = check_client_access «proxy:hash:/a»\n",
      version: "2.11",
      message: "unlisted",
      fixed: "smtpd_client_restrictions = check_client_access hash:/a\n",
    },
  ],
});
