package org.effigy.measure;

import java.util.List;
import java.util.Objects;
import org.effigy.privacy.Answer;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.Charge;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.Spending;

/** A release of which only a part may be spent. The whole counts each charge as if it came to it; the part refuses earlier. */
final class Portion implements Release {
    private final Release whole;
    private Spending spending;

    private Portion(Release whole, PrivacyLoss most) {
        this.whole = Objects.requireNonNull(whole, "whole");
        this.spending = Spending.upTo(most);
    }

    static Portion of(Release whole, PrivacyLoss most) {
        return new Portion(whole, most);
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public PrivacyLedger ledger() {
        return whole.ledger();
    }

    @Override
    public PrivacyBudget budget() {
        return whole.budget();
    }

    @Override
    public PrivacyLoss spent() {
        return whole.spent();
    }

    @Override
    public PrivacyLoss remaining() {
        PrivacyLoss own = spending.remaining();
        PrivacyLoss left = whole.remaining();
        return amount(own) <= amount(left) ? own : left;
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    @Override
    public double remainingDelta() {
        return 0;
    }

    @Override
    public List<Charge> charges() {
        return whole.charges();
    }

    @Override
    public void charge(Charge charge) {
        requireRoom(charge);
        whole.charge(charge);
        spending = spending.plus(charge.loss());
    }

    @Override
    public Answer answer(Charge charge, long room, Draw draw) {
        requireRoom(charge);
        Answer answer = whole.answer(charge, room, draw);
        spending = spending.plus(charge.loss());
        return answer;
    }

    private void requireRoom(Charge charge) {
        if (!spending.fits(charge.loss())) {
            throw new BudgetExceededException(
                    charge.query() + " needs " + charge.loss().words() + "; "
                            + spending.remaining().words() + " of what this part of the fit may spend is left");
        }
    }

    @Override
    public byte[] choice() {
        return whole.choice();
    }
}
