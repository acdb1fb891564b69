package org.effigy.simulate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Payments of accounts with habits and bursts, over one year: half of them go to the merchant of the payment before, a
 * journey abroad goes on, payments come in bursts of hours between pauses of days, and a card that was used by a thief is
 * mostly used by one again. {@link CardTransactions}, whose payments are independent given the account, stays as a baseline.
 */
public final class AccountHistories implements SimulatedTable<Transaction> {
    /** The probability that a payment goes to the merchant of the one before for that reason alone. */
    public static final double HABIT = 0.5;

    /** The probability that a journey abroad, or being at home, goes on. */
    public static final double STAYS = 0.9;

    /** The probability that the next payment is of the same burst. */
    public static final double BURST = 0.4;

    /** The probability that a payment after a fraud is one. */
    public static final double AGAIN = 0.5;

    /** The probability that a payment after none is one. */
    public static final double FRAUD = 0.004;

    private static final long TABLE = 4;
    private static final LocalDateTime FIRST = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2024, 12, 31, 23, 59, 59);
    private static final LogNormal WITHIN = LogNormal.ofMedian(3_600, 1.0);
    private static final LogNormal BETWEEN = LogNormal.ofMedian(5 * 86_400, 0.8);

    private final long seed;

    private AccountHistories(long seed) {
        this.seed = seed;
    }

    /** The table of this seed. */
    public static AccountHistories of(long seed) {
        return new AccountHistories(seed);
    }

    @Override
    public String title() {
        return "Card payments of accounts with histories (simulated)";
    }

    @Override
    public List<Column> columns() {
        return CardColumns.ALL;
    }

    @Override
    public String schemaJson() {
        return SchemaJson.of(
                title(),
                columns(),
                new SchemaJson.Histories(
                        List.of("card_type", "home_country"), "timestamp", Accounts.MOST_PAYMENTS, ""));
    }

    @Override
    public List<String> cells(Transaction row) {
        return CardColumns.cells(row);
    }

    @Override
    public List<Transaction> unit(long unit) {
        String digits = Units.digits(unit);
        Draws draws = Draws.of(seed, TABLE, unit);
        Accounts.Account account = Accounts.draw(draws);
        int most = 1 + Accounts.PAYMENTS.get(account.spending()).draw(draws);
        List<Transaction> rows = new ArrayList<>();
        LocalDateTime time = FIRST.plusSeconds(draws.below(250 * 86_400));
        int merchant = Merchants.MERCHANT.draw(draws);
        int country = account.home();
        boolean fraud = draws.chance(FRAUD);
        while (rows.size() < most && !time.isAfter(LAST)) {
            rows.add(payment(draws, account, digits, rows.size() + 1, merchant, country, time, fraud));
            LogNormal gap = draws.chance(BURST) ? WITHIN : BETWEEN;
            time = time.plusSeconds(1 + (long) gap.at(draws.normal()));
            merchant = draws.chance(HABIT) ? merchant : Merchants.MERCHANT.draw(draws);
            fraud = draws.chance(fraud ? AGAIN : FRAUD);
            if (!draws.chance(STAYS)) {
                country = country == account.home()
                        ? Countries.abroad(account.home()).draw(draws)
                        : account.home();
            }
        }
        return List.copyOf(rows);
    }

    private static Transaction payment(
            Draws draws,
            Accounts.Account account,
            String digits,
            int number,
            int merchant,
            int country,
            LocalDateTime time,
            boolean fraud) {
        Merchants.Category category = Merchants.categoryOf(merchant);
        int channel = CardUse.channel(Merchants.category(merchant)).draw(draws);
        boolean abroad = country != account.home();
        double amount = Amounts.draw(draws, category, account.spending());
        boolean chip = draws.chance(CardUse.chip(channel, abroad));
        boolean pin = draws.chance(CardUse.pin(channel, chip, amount >= CardUse.PIN_FROM));
        return new Transaction(
                "T" + Units.row(digits, number),
                "A" + digits,
                account.cardType(),
                Countries.CODES.get(account.home()),
                Merchants.ids().get(merchant),
                category.code(),
                CardUse.CHANNELS.get(channel),
                time,
                Countries.CODES.get(country),
                Countries.CURRENCIES.get(Countries.currency(country)),
                amount,
                CardUse.drawDistance(draws, channel, abroad),
                chip,
                pin,
                fraud);
    }
}
