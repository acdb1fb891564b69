package org.effigy.simulate;

import java.util.List;
import org.effigy.simulate.Column.Role;

/** The columns of the card table and how a row is written in them. */
final class CardColumns {
    static final List<Column> ALL = List.of(
            Column.text("transaction_id", Role.IDENTIFIER, "Names the row: the account's number and the payment's."),
            Column.text("account_id", Role.UNIT, "Names the account; 1 to 60 rows share it."),
            Column.nominal("card_type", Accounts.CARD_TYPES, "Kind of card, one an account."),
            Column.nominal("home_country", Countries.CODES, "Where the account is held; NA is Namibia."),
            Column.nominal("merchant_id", Merchants.ids(), "Five digits with leading zeros: text, not a number.")
                    .withRole(Role.SENSITIVE),
            Column.nominal("category", Merchants.codes(), "Four digits with leading zeros, given by the merchant."),
            Column.nominal("channel", CardUse.CHANNELS, "How the payment was made."),
            Column.dateTime(
                    "timestamp",
                    CardUse.FIRST_DAY.atStartOfDay(),
                    CardUse.LAST_DAY.atTime(23, 59, 59),
                    "Local time of the merchant."),
            Column.nominal("country", Countries.CODES, "Where the merchant is; NA is Namibia."),
            Column.nominal("currency", Countries.CURRENCIES, "Currency of the payment."),
            Column.number("amount", Amounts.GRID, "Euros, whatever the currency.")
                    .withBreaks(
                            "2.00", "5.00", "10.00", "20.00", "30.00", "50.00", "75.00", "100.00", "200.00", "500.00",
                            "1000.00", "5000.00"),
            Column.number("distance_km", CardUse.DISTANCE, "Kilometres from home; empty unless the card was present.")
                    .withBreaks("1.0", "2.0", "5.0", "10.0", "20.0", "50.0", "200.0", "500.0", "1500.0", "5000.0")
                    .withMissing(),
            Column.flag("chip_used", "Whether the chip was read."),
            Column.flag("pin_used", "Whether the PIN was typed in."),
            Column.flag("fraud", "Whether the payment was fraud.").withRole(Role.TARGET));

    private CardColumns() {}

    static List<String> cells(Transaction row) {
        return List.of(
                row.transactionId(),
                row.accountId(),
                row.cardType(),
                row.homeCountry(),
                row.merchantId(),
                row.category(),
                row.channel(),
                Calendar.text(row.time()),
                row.country(),
                row.currency(),
                Amounts.GRID.text(row.amount()),
                CardUse.DISTANCE.text(row.distanceKm()),
                Boolean.toString(row.chipUsed()),
                Boolean.toString(row.pinUsed()),
                Boolean.toString(row.fraud()));
    }
}
